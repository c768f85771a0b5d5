"""The built-in intent `ask_human`: every way we know to ask for a person, in Indonesian and English.

A request for a person must never be missed, so it wins over whatever else a message says. Words that also
occur inside other sentences (`cs`, `admin`, `real person`) stand in patterns that look at what is around
them.
"""

from __future__ import annotations

from runtime.artifact.model import Intent
from runtime.understanding.phrases import phrase_lists

_MUST_WIN = 100  # priority over intents with an equal score

_PERSON_ID = (
    "cs|cso|csr|customer (?:service|servis|care)|custumer service|costumer service|layanan pelanggan"
    "|admin|operator|agen|agent|manusia|orang|orangnya|staf|staff|petugas|pegawai|karyawan|tim|supervisor"
    "|spv|atasan|manajer|manager|representatif|perwakilan|call center|helpdesk|konsultan|penanggung jawab"
    "|pimpinan|teknisi|layanan konsumen|pemilik|owner"
)
# Whoever stands behind these is a person too: `pihak toko`, `bagian penagihan`.
_PART_ID = "pihak|bagian|divisi|departemen|tim"
_REACH_ID = (
    "bicara|berbicara|ngomong|omong|ngobrol|mengobrol|obrol|chat|chatting|cet|curhat|komunikasi|berkomunikasi"
    "|konsultasi|hubungkan|dihubungkan|menghubungkan|hubungin|hubungi|dihubungi|menghubungi|terhubung"
    "|sambungkan|disambungkan|sambungin|disambungin|nyambung|tersambung|alihkan|dialihkan|alihin|oper|operin|dioper"
    "|teruskan|diteruskan|terusin|panggilkan|panggilin|panggil|pindahkan|pindah|kontak|arahkan"
    "|diarahkan|ketemu|bertemu|dibantu|dilayani|ditangani|dijawab|dibalas|telepon|telpon"
)
_WANT_ID = (
    "minta|mau|maunya|mending|mendingan|ingin|butuh|perlu|pilih|cari|panggil|panggilkan|pakai|tolong|mohon"
    "|ada|mana|bantuan"
)
_TO_ID = "dengan|sama|ke|kepada|oleh|langsung|saja|ini|saya|aku|bantuan|pihak|bagian|tim|seorang|salah|satu"
_SOFT_ID = (
    "saya|aku|tolong|dong|bisa|mau|min|kak|ya|boleh|halo|hai|sih|deh|langsung|saja|please|gan|pak|bu|mas|mbak"
    "|ke|sama|dengan"
)
_REALLY_ID = "asli|beneran|sungguhan|langsung|saja|dong|ya|manusia"
_MACHINE = "bot|robot|mesin|ai|chatbot|machine|automated"
_PERSON_EN = (
    "human|humans|human being|person|agent|agents|representative|rep|operator|someone|somebody|advisor"
    "|adviser|assistant|consultant|worker|staff|staff member|team member|employee"
    "|supervisor|manager|specialist"
    "|customer (?:service|support|care)|support (?:team|agent|person|staff|rep)|live (?:agent|chat|support)"
    "|admin|cs"
)
_REACH_EN = (
    "talk|speak|chat|connect|connected|transfer (?:me|us|this)|transferred|put|get|reach|contact"
    "|contacting|reaching|calling|call|hand|handed|switch|pass|passed|redirect|escalate|forward|message|patch|give|help|assistance"
    "|(?:help|help me|prefer|assistance|like|rather|want|mind) (?:talking|speaking|chatting)"
)
_TALK_EN = "talk|speak|chat|connect me|connected|transfer me|transferred|put me through|pass me|redirect me"
# Parts of a house that answer when one asks for them, but that are also talked about (`call the spa`).
_PART_EN = (
    "reception|receptionist|front desk|concierge|restaurant|spa|housekeeping|kitchen|billing|sales|support"
    "|accounts|team|department|office|branch|desk|bank|shop|store|hotel|people|technician|expert"
    "|colleague|boss|owner"
)
_REAL = "real|live|actual|human|proper|genuine"

ASK_HUMAN = Intent(
    label={"id": "Bicara dengan CS", "en": "Talk to a person"},
    priority=_MUST_WIN,
    phrases=phrase_lists(
        id="""
        bicara dengan cs, bicara sama cs, bicara dengan admin, bicara dengan orang, bicara dengan manusia,
        bicara langsung dengan orang, mau ngobrol sama orang, ngobrol sama manusia, hubungkan ke admin,
        hubungkan saya ke cs, hubungkan dengan petugas, sambungkan ke operator,
        sambungkan saya ke petugas,
        disambungkan ke orang, alihkan ke manusia, teruskan ke tim, minta operator, minta cs, minta admin,
        minta orang beneran, butuh bantuan manusia, butuh bantuan orang, butuh admin, panggil admin,
        panggilkan petugas, chat admin, chat sama cs, chat dengan cs, hubungi cs, kontak admin, mau ke cs,
        ke cs saja, ke admin saja, langsung ke orangnya, orang asli, orang beneran, manusia asli, manusia
        beneran, cs manusia, cs asli, agen manusia, admin manusia, operator manusia, jangan bot, jangan
        robot, jangan dibalas bot, bukan bot, bukan robot, tidak mau bot, tidak mau robot, tidak mau sama
        bot, tidak mau dengan bot, tidak mau bicara dengan bot, tidak mau ngomong sama bot, tidak mau
        dijawab bot, tidak mau dijawab mesin, capek ngomong sama bot, capek sama bot, males sama bot,
        bosan
        sama bot, bot terus, bot lagi bot lagi, ada orangnya tidak, ada orang tidak,
        ada adminnya tidak, ada
        admin, ada cs, adminnya mana, mana adminnya, cs nya mana, mana cs nya, mana orangnya,
        orangnya mana,
        nomor cs, kontak cs, layanan pelanggan manusia, tolong telepon saya, minta ditelepon, bisa
        ditelepon, hubungkan saya, sambungkan saya, hubungi saya, minta dihubungi, mau bicara langsung,
        mau
        ngomong langsung, eskalasi, balasan otomatis terus
        """,
        en="""
        talk to a human, talk to human, talk to a person, talk to a real person, talk to someone,
        talk to an
        agent, talk to us, speak to a human, speak to someone, speak to an agent, speak with a person,
        speak
        with a representative, chat with a human, chat with an agent, connect me to an agent, connect me
        with a human, transfer me, transfer me to an agent, get me a human, get me an agent, give me a
        human, i want a human, i want an agent, i need a human, i need a person, i need an agent,
        need human
        help, human please, agent please, operator please, representative please, person please,
        live agent,
        live chat, live support, human agent, human support, human help, human assistance,
        is anyone there,
        anybody there, is there a human, is there anyone i can talk to, not a bot, not a robot, no bot,
        no bots, no more bot, stop the bot, i dont want a bot, i
        dont want to talk to a bot, i dont want to talk to a machine, dont want to chat with a bot,
        tired of
        this bot, sick of this bot, hand me over, handover, handoff, hand off, hand over to a human,
        customer service please, customer support please, customer service number, escalate this, escalate
        my case, escalate, escalated, escalation, escalate please, i dont want to talk to a robot,
        stop using a
        bot
        """,
    ),
    patterns=(
        rf"\b(?:{_REACH_ID}) (?:(?:{_TO_ID}) ){{0,4}}(?:{_PERSON_ID})(?:nya)?\b",
        rf"\b(?:{_WANT_ID}) (?:(?:{_TO_ID}) ){{0,3}}(?:{_PERSON_ID})(?:nya)?(?: (?:{_REALLY_ID})){{0,3}}$",
        rf"^(?:(?:{_SOFT_ID}) ){{0,4}}(?:{_PERSON_ID})(?:nya)?"
        rf"(?: (?:{_SOFT_ID}|{_REALLY_ID}|mana|ada)){{0,4}}$",
        rf"\b(?:{_PERSON_ID})(?:nya| nya)? (?:asli|beneran|sungguhan|langsung|saja|manusia)$",
        r"\b(?:cs|customer service|admin|operator|petugas|orang)(?:nya| nya) (?:mana|dimana|ada)\b",
        rf"\b(?:jangan|tidak mau|bosan|capek|malas|males|muak) (?:\w+ ){{0,2}}(?:{_MACHINE})\b",
        rf"\b(?:{_REACH_EN}) (?:(?:me|us|this|over|through|back|directly|up) ){{0,3}}"
        rf"(?:(?:to|with|onto|from) )?(?:(?:a|an|the|your|some|one of your|any) )?(?:(?:{_REAL}) ){{0,2}}"
        rf"(?:\w+ )?(?:{_PERSON_EN})\b",
        rf"\b(?:want|need|prefer|require|like|have|give me|get me|find me|is there|are there) "
        rf"(?:(?:a|an|the|some|your|to see) )?(?:(?:{_REAL}) ){{0,2}}(?:{_PERSON_EN})"
        r"(?: (?:please|now|to help me|here|instead|to talk to|i can talk to|i can speak to)){0,2}$",
        r"^(?:(?:hi|hello|hey|please|a|an|the|can i get|could i get|may i have|let me have|get) ){0,4}"
        rf"(?:(?:{_REAL}) ){{0,2}}"
        rf"(?:{_PERSON_EN})(?: (?:please|now|thanks|asap|here)){{0,2}}$",
        r"^can (?:someone|somebody|anyone) help me(?: please)?$",
        r"^(?:(?:please|can you|could you) ){0,2}call me(?: (?:back|please|now|asap)){0,2}$",
        # Parts of a house, and words around a request.
        rf"\b(?:{_REACH_ID}|komplain|lapor) (?:(?:{_TO_ID}) ){{1,4}}(?:{_PART_ID}) \w+",
        rf"\b(?:mau|minta|ingin|mohon|tolong) (?:\w+ )?ke (?:{_PART_ID}) \w+",
        rf"\b(?:minta|mau|butuh|perlu) (?:bantuan|dibantu|bicara) (?:{_PART_ID}) \w+",
        rf"(?:^|\b(?:mau|ingin|mending|tolong|boleh|bisa) )(?:tanya|komplain|lapor|ngadu) (?:langsung )?"
        rf"(?:ke |sama |kepada )?(?:{_PERSON_ID})(?:nya| nya)?\b",
        r"\b(?:nomor|kontak|telepon) (?:wa |whatsapp |telepon |hp )?(?:cs|admin|operator|customer service"
        r"|petugas)(?:nya| nya)?\b",
        r"^(?:(?:halo|hai|pagi|siang|sore|malam) )?(?:min|admin|cs) (?:tolong|mohon|bisa|boleh)"
        r" (?:di)?(?:bantu|balas)",
        r"\b(?:bisa|tolong|minta|mohon|boleh) (?:di)?(?:telepon|telpon|telfon|call) (?:saya|aku|balik)\b",
        r"\bada yang bisa (?:dihubungi|ditelepon|ditelpon|diajak \w+)\b",
        r"\b(?:cape|lelah|pusing|kesal|bete) (?:\w+ ){0,2}(?:bot|robot|mesin|chatbot)\b",
        r"\bjangan (?:\w+ )?otomatis\b",
        r"\b(?:speak|talk) (?:directly )?to (?:the|your) \w+",
        rf"\b(?:{_TALK_EN}) (?:directly )?(?:to |with |through to |over to"
        rf" )(?:(?:a|an|the|your|some|real) ){{0,2}}"
        rf"(?:\w+ )?(?:{_PART_EN})\b",
        r"^(?:\w+ ){1,2}(?:team|department|desk) please$",
        rf"\b(?:is|are) there (?:a|an|any) (?:(?:{_REAL}) ){{0,2}}(?:{_PERSON_EN})"
        r" (?:there|here|available|around|online|on the line|who can)\b",
        rf"\b(?:can|could|let|have) (?:a|an|some|one of your) (?:(?:{_REAL}) )?(?:{_PERSON_EN})s? "
        r"(?:look|help|check|call|contact|handle|take|review|assist|answer)\b",
        rf"\b(?:deal|dealing|word) with (?:a|an|the|your|some) (?:(?:{_REAL}) )?(?:{_PERSON_EN})\b",
        r"\bput me (?:on|through) (?:to |with )?(?:\w+ )?(?:real|somebody|someone)\b",
        r"\btransfer ke (?:cs|agent|operator|manusia|customer service)\b",
        r"\btransfer to (?:a |an |the )?(?:real |live )?(?:human|agent|operator|representative)\b",
        r"\b(?:dont|do not|stop) (?:\w+ ){1,5}(?:bot|robot|machine|automated)\b",
    ),
    negative=phrase_lists(
        id="""
        tidak perlu cs, tidak perlu admin, tidak perlu orang, tidak perlu operator,
        tidak perlu dihubungkan,
        tidak perlu disambungkan, tidak perlu hubungi, tidak usah cs, tidak usah admin, tidak usah
        dihubungkan, tidak usah disambungkan, tidak usah hubungi, tidak usah ditelepon, tidak mau bicara
        dengan orang, tidak mau bicara dengan cs, tidak mau ke cs, jangan dihubungkan,
        jangan disambungkan,
        jangan hubungkan, jangan sambungkan, jangan hubungi, jangan telepon
        """,
        en="""
        no need for an agent, no need for a human, no need to connect, no need to transfer, dont need a
        human, dont need an agent, dont want a human, dont want an agent, dont want to talk to a human,
        dont
        want to talk to an agent, dont connect me, dont transfer me, dont call me, do not call me, do not
        connect me, do not transfer me
        """,
    ),
)
