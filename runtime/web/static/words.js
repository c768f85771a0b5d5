// The page's own words. The bot's words come from the bot.

const WORDS = {
  id: {
    skip: "Langsung tulis pesan",
    label: "Pesan Anda",
    placeholder: "Tulis pesan…",
    empty: "Silakan tulis pertanyaan Anda di bawah. Cukup “halo” juga boleh.",
    send: "Kirim",
    typing: "sedang mengetik",
    you: "Anda",
    bot: "Asisten",
    agent: "Agen",
    log: "Percakapan",
    answers: "Pilihan jawaban",
    other: "EN",
    otherLabel: "Switch to English",
    owner_bot: "Asisten virtual, siap membantu",
    owner_queue: "Menunggu tim kami, percakapan Anda sudah diteruskan",
    owner_left: "Pesan Anda sudah kami catat",
    owner_agent: "Anda terhubung dengan {0}",
    offline: "Sambungan terputus. Sedang mencoba lagi…",
    slow: "Anda menulis terlalu cepat. Tunggu sebentar, ya.",
    down: "Layanan belum bisa dihubungi. Coba lagi sebentar lagi, ya.",
    failed: "Belum terkirim.",
    again: "Kirim lagi",
    sending: "mengirim…",
    file: "Buka berkas",
    card: "Catatan serah terima",
    card_hint: "Ini yang diterima agen, supaya Anda tidak perlu mengulang.",
    summary: "Ringkasan",
    known: "Yang sudah diketahui",
    missing: "Belum didapat",
    wait: "Perkiraan tunggu",
    why: "Alasan tujuan",
    raw: "Lihat data lengkap (JSON)",
    said: "kata pelanggan: “{0}”",
    row: "tabel {0}, baris {1}",
    range: "{0}–{1} menit",
    below: "kurang dari {0} menit",
    now: "segera",
    unknown: "belum bisa dipastikan",
    over_limit: "lebih lama dari biasanya",
    closed: "sedang tutup",
    source: { said: "disebut pelanggan", profile: "dari profil", page: "dari halaman", action: "dari sistem", agent: "dari agen", set: "diisi alur", default: "nilai awal", given: "diberikan" },
    state: { collecting: "melengkapi data", queued: "dalam antrean", assigned: "menunggu agen menerima", with_agent: "ditangani agen", escalated: "dinaikkan, masih ditangani agen", left_message: "pesan ditinggalkan", resolved: "selesai", closed: "ditutup" },
    priority: { low: "prioritas rendah", normal: "prioritas biasa", high: "prioritas tinggi", urgent: "mendesak" },
    because: { skipped: "dilewati", unanswered: "tidak dijawab", not_asked: "tidak ditanyakan" },
  },
  en: {
    skip: "Skip to writing a message",
    label: "Your message",
    placeholder: "Write a message…",
    empty: "Write your question below. A simple “hello” will do.",
    send: "Send",
    typing: "is typing",
    you: "You",
    bot: "Assistant",
    agent: "Agent",
    log: "Conversation",
    answers: "Possible answers",
    other: "ID",
    otherLabel: "Ganti ke Bahasa Indonesia",
    owner_bot: "Virtual assistant, happy to help",
    owner_queue: "Waiting for our team; they have your conversation",
    owner_left: "We have noted your message",
    owner_agent: "You are talking to {0}",
    offline: "Connection lost. Trying again…",
    slow: "You are writing too fast. One moment, please.",
    down: "We cannot be reached right now. Please try again in a moment.",
    failed: "Not sent.",
    again: "Send again",
    sending: "sending…",
    file: "Open file",
    card: "Handover record",
    card_hint: "This is what the agent gets, so that you need not repeat anything.",
    summary: "Summary",
    known: "What is known",
    missing: "Not obtained",
    wait: "Expected wait",
    why: "Why there",
    raw: "Show all data (JSON)",
    said: "the customer said: “{0}”",
    row: "table {0}, row {1}",
    range: "{0}–{1} minutes",
    below: "less than {0} minutes",
    now: "right away",
    unknown: "cannot be told yet",
    over_limit: "longer than usual",
    closed: "closed now",
    source: { said: "said by the customer", profile: "from the profile", page: "from the page", action: "from a system", agent: "from an agent", set: "set by the flow", default: "default", given: "given" },
    state: { collecting: "collecting details", queued: "in the queue", assigned: "offered to an agent", with_agent: "with an agent", escalated: "passed up, still with an agent", left_message: "message left", resolved: "resolved", closed: "closed" },
    priority: { low: "low priority", normal: "normal priority", high: "high priority", urgent: "urgent" },
    because: { skipped: "skipped", unanswered: "not answered", not_asked: "not asked" },
  },
};

export const LANGUAGES = Object.keys(WORDS);

export function chooseLanguage(search, preferred) {
  const asked = new URLSearchParams(search).get("lang");
  if (LANGUAGES.includes(asked)) return asked;
  for (const tag of preferred) {
    const short = tag.slice(0, 2).toLowerCase();
    if (short === "in") return "id"; // browsers' old name for Indonesian
    if (LANGUAGES.includes(short)) return short;
  }
  return "id";
}

export function wordsOf(language) {
  return WORDS[language];
}

export function fill(pattern, ...parts) {
  return pattern.replace(/\{(\d)\}/g, (mark, index) => String(parts[Number(index)]));
}
