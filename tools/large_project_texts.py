"""What the large bot says and does: five shapes of flows, with `$key`, `$thing` and `$n` to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GOODS = (
    *("Kopi", "Teh", "Batik", "Tenun", "Madu", "Kain", "Tas", "Sepatu", "Keripik", "Sambal"),
    *("Dodol", "Cokelat", "Gula", "Lampu", "Meja", "Kursi", "Sabun", "Minyak", "Jamu", "Topi"),
    *("Dompet", "Selimut", "Bantal", "Piring", "Gelas", "Guci", "Cincin", "Kalung", "Gitar", "Wayang"),
    *("Payung", "Sarung", "Jaket", "Kerudung", "Sandal", "Vas", "Tikar", "Kendi", "Rak", "Lemari"),
)
PLACES = (
    *("Gayo", "Toraja", "Kintamani", "Solo", "Cirebon", "Garut", "Bandung", "Jepara", "Malang", "Padang"),
    *("Lombok", "Flores", "Sumba", "Ambon", "Ternate", "Bogor", "Tegal", "Kudus", "Madura", "Blitar"),
    *("Medan", "Palembang", "Jambi", "Belitung", "Papua"),
)

MANIFEST = """\
# A bot of a thousand flows, written by a program to measure the compiler.
bot: pasar-besar
edition: 1
version: 1
locales: [id, en]
timezone: Asia/Jakarta
country: ID
currency: IDR
channels: [web, whatsapp]
welcome: salam
start: menu
retention: {transcript: 90d, handover: 1y, customer: 2y}

defaults:
  timeout:
    after: 30m
    remind: [{after: 10m, say: masih_di_sana}]
    do: [{say: kami_tutup}, {end: conversation}]
  retries: 2
  on_invalid: [{say: biar_tim_bantu}, handover]
  on_error: [{say: sistem_sibuk}, {handover: auto, priority: high}]
  idle_after: 12h

slots:
  nama:
    type: text
    max: 60
    from: profile.name
    ask: tanya_nama
    pii: true
    label: {id: Nama, en: Name}
  topic:
    type: choice
    ask: tanya_topik
    options:
      belanja: {label: {id: Belanja, en: Shopping}, phrases: [mau beli, shopping]}
      pengiriman: {label: {id: Pengiriman, en: Delivery}, phrases: [kurir, belum sampai, delivery]}
      keluhan: {label: {id: Keluhan, en: Complaint}, phrases: [rusak, pecah, complaint]}
      lainnya: {label: {id: Hal lain, en: Something else}}
  customer.tingkat: {type: choice, options: [baru, reguler, utama], default: baru}

flows:
  menu:
    start_on: greeting
    steps:
      - choose: apa_yang_bisa_dibantu
        options:
          tim: {label: {id: Bicara dengan tim, en: Talk to us}, do: [handover]}
          tulis: {label: {id: Tulis sendiri, en: Write it down}, do: [{say: silakan_tulis}]}
  penawaran:
    inputs:
      harga: {type: number}
      catatan: {type: text}
    steps:
      - say: harga_penawaran
      - when: harga > 25000000
        offer: tawarkan_tim
        topic: belanja
  ada_lagi:
    steps:
      - choose: ada_lagi_yang_bisa_dibantu
        options:
          ada: {label: {id: Ada lagi, en: Something else}, do: [{say: silakan_tulis}]}
          cukup: {label: {id: Sudah cukup, en: That is all}, do: [{say: sampai_jumpa}, {end: conversation}]}

messages:
  salam: {id: "Halo, selamat datang di Pasar Besar.", en: "Hello and welcome to Pasar Besar."}
  apa_yang_bisa_dibantu: {id: "Ada yang bisa kami bantu?", en: "How can we help?"}
  ada_lagi_yang_bisa_dibantu: {id: "Ada lagi yang bisa kami bantu?", en: "Anything else we can do?"}
  tanya_nama: {id: "Boleh tahu dengan siapa kami bicara?", en: "May we have your name?"}
  tanya_topik: {id: "Ini tentang apa, ya?", en: "What is it about?"}
  harga_penawaran:
    id: "{% if harga %}Harganya {{ harga | money }} {% endif %}({{ catatan }})."
    en: "{% if harga %}That is {{ harga | money }} {% endif %}({{ catatan }})."
  tawarkan_tim: {id: "Mau kami hubungkan dengan tim?", en: "Shall we connect you with our team?"}
  silakan_tulis: {id: "Silakan, tulis saja.", en: "Please just write."}
  sampai_jumpa: {id: "Terima kasih, sampai jumpa!", en: "Thank you and goodbye!"}
  masih_di_sana: {id: "Masih di sana?", en: "Are you still there?"}
  kami_tutup: {id: "Kami tutup dulu percakapannya, ya.", en: "We are closing this chat for now."}
  biar_tim_bantu: {id: "Biar tim kami yang bantu, ya.", en: "Let our team help you."}
  sistem_sibuk: {id: "Maaf, sistem kami sedang sibuk.", en: "Sorry, our system is busy."}
"""

PEOPLE = """\
escalation:
  - {rule: diminta, when: message.intent = "ask_human", handover: auto}
  - rule: marah
    when: message.sentiment < -0.5 or conversation.sentiment < -0.4
    handover: auto
    priority: high
    needs: none
  - {rule: tak_paham, when: turns.not_understood >= 2, offer: tawarkan_tim, cool_down: 5 turns}
  - {rule: pelanggan_utama, when: customer.tingkat = "utama", handover: penjualan, cool_down: conversation}

hours:
  kantor:
    mon-fri: 08:00-12:00, 13:00-17:00
    sat: 09:00-13:00
    holidays: ID
  toko:
    mon-sun: 08:00-21:00
    holidays: {country: ID, joint_leave: false}

divisions:
  umum:
    name: {id: Layanan Pelanggan, en: Customer Care}
    needs: [nama]
    fallback: [leave_message]
    sla: {first_reply: {within: 15m}, left_message: {within: 4h}}
  penjualan:
    name: {id: Penjualan, en: Sales}
    hours: toko
    needs: [nama]
    levels: [L1, L2]
    skills: [english]
    fallback: {closed: [umum, leave_message], nobody: [umum, leave_message], full: [umum, wait]}
    sla: {first_reply: {within: 10m}, left_message: {within: 4h}}
  pengiriman:
    name: {id: Pengiriman, en: Delivery}
    hours: toko
    needs: [nama]
    fallback: [umum, leave_message]
    sla: {left_message: {within: 3h}}
  purnajual:
    name: {id: Purnajual, en: After-sales}
    hours: kantor
    needs: [nama]
    levels: [L1, L2]
    skills: [english]
    fallback: [umum, leave_message]
    sla: {left_message: {within: 1d}}

routing:
  tujuan:
    rows: tujuan.csv
  prioritas:
    rows: |
      customer.tingkat | turns.customer | priority
      utama            | -              | urgent
      reguler          | >= 20          | high
      -                | -              | normal
  bahasa:
    hit: collect
    rows: |
      conversation.locale | route.to             | skills
      en                  | penjualan, purnajual | english >= 2
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """A flow and what belongs to it. `said`: a message's name, its Indonesian and its English words."""

    flow: str
    intent: str
    slots: str
    actions: str
    said: Mapping[str, tuple[str, str]]


_TRACK = Shape(
    flow="""\
  lacak_$key:
    start_on: lacak_$key
    steps:
      - collect: resi_$key
      - call: cek_$key
        with: {kode: =resi_$key}
        into: kiriman_$key
      - switch: kiriman_$key.status
        cases:
          siap_$n, jalan_$n: [{say: jalan_$key}]
          telat_$n:
            - say: telat_$key
            - {handover: auto, topic: pengiriman, note: "Resi $thing {{ resi_$key }}"}
          null: [{set: {resi_$key: null}}, {say: tiada_$key}]
      - when: kiriman_$key.berat > $n.5 and topic = "pengiriman"
        handover: pengiriman
""",
    intent="""\
  lacak_$key:
    label: {id: Lacak $thing, en: Track $thing}
    phrases: {id: [lacak $thing, resi $thing], en: [track $thing]}
    topic: pengiriman
""",
    slots="""\
  resi_$key:
    type: text
    pattern: "$n-[A-Z]{2}-[0-9]{6}"
    ask: resi_$key
""",
    actions="""\
  cek_$key:
    http: {to: toko, method: GET, path: "/kiriman/$key/{kode}"}
    inputs: {kode: {type: text}}
    outputs:
      status: {type: choice, options: [siap_$n, jalan_$n, telat_$n]}
      berat: {type: number}
""",
    said={
        "resi": (
            "Boleh minta nomor resi $thing? Contohnya $n-AB-123456.",
            "May we have the tracking number of $thing? For example $n-AB-123456.",
        ),
        "jalan": (
            "Kiriman $thing {{ resi_$key }} sedang dalam perjalanan.",
            "Your $thing {{ resi_$key }} is on its way.",
        ),
        "telat": (
            "Maaf, $thing {% if nama %}untuk {{ nama }} {% endif %}terlambat dari jadwal.",
            "Sorry, $thing {% if nama %}for {{ nama }} {% endif %}is late.",
        ),
        "tiada": ("Resi $thing itu belum kami temukan.", "We cannot find that number of $thing."),
    },
)

_ORDER = Shape(
    flow="""\
  pesan_$key:
    start_on: pesan_$key
    steps:
      - collect: [jumlah_$key, kirim_$key]
        confirm: yakin_$key
      - set: {total_$key: =jumlah_$key * $n * 12.5}
      - choose: bayar_$key
        options:
          tunai: {label: {id: Tunai, en: Cash}, do: [{say: tunai_$key}]}
          nanti:
            label: {id: Nanti saja, en: Later}
            do: [{say: nanti_$key}, {end: flow}]
      - flow: penawaran
        with: {harga: =total_$key + $n, catatan: $thing}
      - when: total_$key >= ${n}000 or jumlah_$key > 40
        handover: penjualan
        level: L2
""",
    intent="""\
  pesan_$key:
    label: {id: Pesan $thing, en: Order $thing}
    phrases: {id: [pesan $thing, beli $thing], en: [order $thing, buy $thing]}
    topic: belanja
""",
    slots="""\
  jumlah_$key: {type: number, integer: true, min: 1, max: $n, ask: jumlah_$key}
  kirim_$key:
    type: date
    min: =today() + duration("PT${n}M")
    ask: kirim_$key
    check: value != date("2026-12-25") and value.year < $n + 2000
  total_$key: {type: number}
""",
    actions="",
    said={
        "jumlah": ("Berapa $thing yang Anda perlukan?", "How many $thing do you need?"),
        "kirim": ("Kapan $thing perlu dikirim?", "When should $thing be delivered?"),
        "yakin": (
            "{{ jumlah_$key }} $thing dikirim {{ kirim_$key | date }}, sudah benar?",
            "{{ jumlah_$key }} $thing on {{ kirim_$key | date }}, is that right?",
        ),
        "bayar": ("$thing mau dibayar bagaimana?", "How would you like to pay for $thing?"),
        "tunai": ("Siapkan {{ total_$key | money }} tunai.", "Please have {{ total_$key | money }} in cash."),
        "nanti": ("Baik, $thing kami simpan dulu.", "Fine, we keep $thing for you."),
    },
)

_COMPLAINT = Shape(
    flow="""\
  keluhan_$key:
    start_on: keluhan_$key
    steps:
      - say: [maaf_$key, catat_$key]
      - collect: cerita_$key
        on_invalid: continue
      - collect: foto_$key
        timeout: {after: ${n}m, do: [{say: lanjut_$key}, handover]}
      - when: string length(cerita_$key) > $n / 20
        do:
          - set: {topic: keluhan}
          - {handover: purnajual, priority: high, level: L2, skills: english >= 3}
      - when: contains(lower case(cerita_$key), "hukum $n")
        handover: umum
      - offer: tawar_$key
        to: purnajual
        timeout: 5m
        on_decline: [{say: lanjut_$key}]
      - end: conversation
""",
    intent="""\
  keluhan_$key:
    label: {id: Keluhan $thing, en: Complaint about $thing}
    phrases: {id: [keluhan $thing, $thing rusak], en: [complaint about $thing]}
    patterns: ["$thing .{0,40}(rusak|pecah|cacat)"]
""",
    slots="""\
  cerita_$key: {type: text, min: 5, max: 500, ask: cerita_$key}
  foto_$key: {type: file, accept: [image], max_mb: 5, ask: foto_$key, optional: true}
""",
    actions="",
    said={
        "maaf": (
            "Maaf atas masalah $thing{% if nama %}, {{ nama }}{% endif %}.",
            "Sorry about $thing{% if nama %}, {{ nama }}{% endif %}.",
        ),
        "catat": ("Keluhan $thing kami catat.", "We are noting the complaint about $thing."),
        "cerita": ("Apa yang terjadi dengan $thing?", "What happened to $thing?"),
        "foto": ("Boleh minta foto $thing?", "May we have a photo of $thing?"),
        "lanjut": ("Foto $thing bisa menyusul.", "The photo of $thing can follow."),
        "tawar": (
            'Tentang “{{ cerita_$key | default("$thing") }}”, mau bicara dengan tim?',
            'About “{{ cerita_$key | default("$thing") }}”, shall we connect you?',
        ),
    },
)

_QUOTE = Shape(
    flow="""\
  harga_$key:
    start_on: harga_$key
    if_interrupted: drop
    steps:
      - step: tanya
        collect: banyak_$key
      - call: harga_$key
        with: {banyak_$n: =banyak_$key + 0.$n, diskon_$n: '=if topic = "belanja" then 0.$n else 0'}
        into: {nilai_$key: nilai}
        on_error: [{say: gagal_$key}, {end: flow}]
      - switch: nilai_$key
        cases:
          < ${n}0: [{say: murah_$key}]
          "[${n}0..${n}00)":
            - when: 100 * nilai_$key / banyak_$key > $n
              handover: auto
          otherwise: [{flow: penawaran, with: {harga: =nilai_$key * 0.9$n, catatan: Harga $thing}}]
      - choose: lagi_$key
        options:
          lagi: {label: {id: Hitung lagi, en: Again}, do: [{set: {banyak_$key: null}}, {goto: tanya}]}
          cukup: {label: {id: Cukup, en: Enough}, do: [{flow: ada_lagi}]}
""",
    intent="""\
  harga_$key:
    label: {id: Harga $thing, en: Price of $thing}
    phrases: {id: [harga $thing, berapa $thing], en: [price of $thing]}
    topic: belanja
""",
    slots="""\
  banyak_$key: {type: number, min: 1, max: =$n * 3, ask: banyak_$key}
  nilai_$key: {type: number}
""",
    actions="""\
  harga_$key:
    http: {to: toko, method: POST, path: /harga/$key, body: {jumlah: =banyak_$n, diskon: =diskon_$n}}
    inputs: {banyak_$n: {type: number}, diskon_$n: {type: number}}
    outputs: {nilai: {type: number, from: hasil.nilai}}
""",
    said={
        "banyak": ("Mau $thing berapa banyak?", "How many $thing would you like?"),
        "murah": (
            "Untuk {{ banyak_$key }} $thing cukup {{ nilai_$key | money }}.",
            "{{ banyak_$key }} $thing is only {{ nilai_$key | money }}.",
        ),
        "gagal": ("Harga $thing belum bisa dihitung.", "We cannot work out the price of $thing."),
        "lagi": ("Mau hitung $thing lagi?", "Shall we calculate $thing again?"),
    },
)

_VISIT = Shape(
    flow="""\
  kunjung_$key:
    start_on: kunjung_$key
    escalation: {except: [tak_paham], reason: Kunjungan untuk $thing diatur lewat jadwal}
    steps:
      - collect: hp_$key
      - collect: jadwal_$key
        verify:
          call: slot_$key
          with: {hari: =jadwal_$key, kode: =$n + 7}
          into: tempat_$key
          invalid: penuh_$key
          check: tempat_$key.sisa > 0 and tempat_$key.sisa < $n
        on_invalid: [{handover: penjualan, priority: low}]
      - when: jadwal_$key between date("2026-12-01") and date("2026-12-01") + duration("P${n}D")
        say: jadi_$key
      - when: some x in [1, 2, $n] satisfies x = tempat_$key.sisa
        say: {id: "Tempat untuk $thing hampir habis.", en: "Few places are left for $thing."}
      - say: dicatat_$key
""",
    intent="""\
  kunjung_$key:
    label: {id: Lihat $thing, en: See $thing}
    phrases: {id: [lihat $thing, kunjungan $thing], en: [see $thing, visit for $thing]}
""",
    slots="""\
  hp_$key: {type: phone, ask: hp_$key, retries: 1}
  jadwal_$key:
    type: date
    min: =today() - duration("PT${n}M")
    max: =today() + duration("P${n}D")
    ask: jadwal_$key
""",
    actions="""\
  slot_$key:
    http: {to: toko, method: GET, path: "/jadwal/$key/{hari}"}
    inputs: {hari: {type: date}, kode: {type: number}}
    outputs: {sisa: {type: number, min: 0, max: $n}, alamat: {type: text, from: tempat.alamat}}
""",
    said={
        "hp": ("Nomor ponsel untuk kunjungan $thing?", "Which number may we call about $thing?"),
        "jadwal": ("Kapan Anda ingin melihat $thing?", "When would you like to see $thing?"),
        "penuh": (
            'Maaf, {% if jadwal_$key %}{{ jadwal_$key | date("long") }} {% endif %}untuk $thing sudah penuh.',
            'Sorry, {% if jadwal_$key %}{{ jadwal_$key | date("long") }} {% endif %}is full for $thing.',
        ),
        "jadi": (
            "Jadwal $thing{% if tempat_$key.alamat %} di {{ tempat_$key.alamat }}{% endif %} dicatat.",
            "Your visit for $thing{% if tempat_$key.alamat %} at {{ tempat_$key.alamat }}{% endif %} is set.",
        ),
        "dicatat": ("Sampai jumpa saat melihat $thing.", "See you when you come for $thing."),
    },
)

SHAPES = (_TRACK, _ORDER, _COMPLAINT, _QUOTE, _VISIT)
