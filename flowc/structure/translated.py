"""Keywords that designers write in their own language, or as other tools call them, and what they are here.

Only for help texts: a translation never works, it only gets the right word told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WORDS: Mapping[str, tuple[str, ...]] = {
    "messages": ("pesan", "pesan2", "message", "responses"),
    "slots": ("data", "variabel", "variables", "kolom", "isian"),
    "intents": ("niat", "maksud", "intent"),
    "flows": ("alur", "alur2", "dialogs", "dialogues", "skenario"),
    "steps": ("langkah", "langkah2", "tahap", "tahapan"),
    "actions": ("aksi", "tindakan"),
    "hours": ("jam", "jam_buka", "jam_kerja", "jadwal", "schedule"),
    "divisions": ("divisi", "bagian", "tim", "teams", "departments", "departemen"),
    "shortcuts": ("pintasan", "tombol_agen", "macros", "canned_responses"),
    "routing": ("rute", "perutean", "routes"),
    "escalation": ("eskalasi", "escalations", "rules"),
    "commands": ("perintah",),
    "channels": ("saluran", "kanal"),
    "locales": ("bahasa", "languages", "language"),
    "timezone": ("zona_waktu", "zona"),
    "version": ("versi",),
    "edition": ("edisi",),
    "country": ("negara",),
    "currency": ("mata_uang",),
    "welcome": ("sambutan", "selamat_datang", "greeting"),
    "start": ("mulai", "awal"),
    "start_on": ("mulai_saat", "trigger", "pemicu"),
    "retention": ("retensi", "simpan"),
    "understanding": ("pemahaman", "nlu"),
    "tests": ("tes", "uji", "pengujian"),
    "say": ("katakan", "ucapkan", "bilang", "kirim", "balas", "send", "reply"),
    "collect": ("kumpulkan", "tanya", "tanyakan", "minta", "input"),
    "choose": ("pilih", "menu"),
    "call": ("panggil", "jalankan"),
    "set": ("atur", "isi", "simpan_ke"),
    "switch": ("cabang", "percabangan", "branch"),
    "do": ("lakukan", "kerjakan"),
    "goto": ("ke", "lompat", "pindah", "jump", "go_to"),
    "flow": ("jalankan_alur", "subflow"),
    "offer": ("tawarkan", "tawaran"),
    "handover": ("serahkan", "alihkan", "oper", "handoff", "hand_over", "transfer", "escalate"),
    "end": ("selesai", "akhiri", "tutup", "stop"),
    "when": ("jika", "bila", "kalau", "saat", "if", "condition"),
    "cases": ("kasus",),
    "otherwise": ("selainnya", "lainnya", "else"),
    "options": ("opsi", "pilihan", "choices", "buttons", "tombol"),
    "type": ("tipe", "jenis"),
    "pattern": ("pola", "regex"),
    "ask": ("pertanyaan", "prompt", "question"),
    "invalid": ("salah", "tidak_valid"),
    "retries": ("percobaan", "ulangan"),
    "check": ("periksa", "cek", "validate"),
    "confirm": ("konfirmasi",),
    "verify": ("verifikasi",),
    "optional": ("opsional",),
    "default": ("bawaan",),
    "from": ("dari", "sumber"),
    "to": ("tujuan",),
    "with": ("dengan", "args", "arguments"),
    "into": ("ke_dalam", "hasil", "result"),
    "label": ("judul", "title"),
    "name": ("nama",),
    "phrases": ("frasa", "kata_kunci", "keywords", "ungkapan"),
    "examples": ("contoh",),
    "patterns": ("pola2",),
    "topic": ("topik",),
    "priority": ("prioritas",),
    "level": ("tingkat",),
    "levels": ("tingkat", "tiers"),
    "above": ("atasan", "di_atas", "escalate_to"),
    "assign": ("penugasan", "pembagian", "strategy"),
    "relax": ("longgarkan", "pelonggaran"),
    "drop": ("lepas", "lepaskan", "remove"),
    "capacity": ("kapasitas", "max_chats"),
    "first_reply": ("balasan_pertama", "first_response", "first_response_time"),
    "next_reply": ("balasan_berikutnya", "next_response"),
    "resolve": ("penyelesaian", "resolution", "resolution_time"),
    "within": ("dalam", "target", "limit"),
    "ladder": ("tangga", "escalations"),
    "at": ("pada", "after"),
    "notify": ("beri_tahu", "kabari", "tell", "alert"),
    "migrate": ("migrasi", "migration", "migrations"),
    "detector": ("detektor", "classifier"),
    "skills": ("keahlian", "keterampilan"),
    "needs": ("kebutuhan", "butuh", "perlu"),
    "note": ("catatan",),
    "answer": ("jawab", "jawaban"),
    "rule": ("aturan", "nama_aturan"),
    "cool_down": ("jeda", "cooldown"),
    "timeout": ("batas_waktu", "waktu_habis"),
    "after": ("setelah", "sesudah", "at"),
    "remind": ("ingatkan", "pengingat"),
    "on_error": ("jika_gagal", "saat_gagal"),
    "on_invalid": ("jika_salah",),
    "on_decline": ("jika_ditolak",),
    "inputs": ("masukan",),
    "outputs": ("keluaran",),
    "rows": ("baris",),
    "fallback": ("cadangan",),
    "holidays": ("libur", "hari_libur"),
    "overrides": ("pengecualian",),
    "text": ("teks",),
    "suggest": ("saran",),
    "mon": ("senin", "monday"),
    "tue": ("selasa", "tuesday"),
    "wed": ("rabu", "wednesday"),
    "thu": ("kamis", "thursday"),
    "fri": ("jumat", "friday"),
    "sat": ("sabtu", "saturday"),
    "sun": ("minggu", "ahad", "sunday"),
    "cancel": ("batal", "batalkan"),
    "repeat": ("ulangi", "ulang"),
    "correct": ("koreksi", "ganti", "perbaiki"),
    "skip": ("lewati",),
    "language": ("bahasa",),
}


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def translated_key(written: str, known: Iterable[str]) -> str:
    """Return which of the `known` keys `written` is a translation of, or an empty text."""
    foreign = written.strip().casefold().replace(" ", "_").replace("-", "_")
    words = (*known,)
    if "mon" in words and (days := _days(foreign)) and days != written:
        return days
    return next((word for word in words if foreign in _WORDS.get(word, ())), "")


def _days(written: str) -> str:
    """`senin_jumat` and `Mon-Fri` as the range of days that is meant; an empty text for anything else."""
    parts = [part for part in re.split("_+(?:s/d|sampai|to|until)?_*", written) if part]
    days = [next((day for day in _DAYS if part == day or part in _WORDS[day]), "") for part in parts]
    return "-".join(days) if all(days) and 1 <= len(days) <= 2 else ""
