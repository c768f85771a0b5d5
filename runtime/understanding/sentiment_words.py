"""Words of feeling in Indonesian and English: lists of our own, written for customer service. Data only.

Each group has a strength from -3 to 3. Words are listed as `normalise` writes them; the longest expression
wins. Plain facts of a complaint (`belum sampai`) weigh little: reporting a problem is not yet being angry.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.understanding.normalise import normalise

_GROUPS: dict[float, str] = {
    -3.0: """
        anjing, anjir, anjrit, bangsat, goblok, tolol, bego, brengsek, kampret, bajingan, keparat
        setan, sialan, asu
        jancok, jancuk, cok, tai, taik, bacot, kontol, ngentot, tae, dongo, idiot, dungu, laknat
        penipu, penipuan, nipu, menipu, tertipu, ditipu, kena tipu, maling, pencuri, rampok, perampok
        bohong besar
        kecewa berat, muak, murka, ngamuk, emosi jiwa, kapok, jera, biadab, kurang ajar, tidak becus
        tidak bertanggung jawab
        terburuk, paling buruk, mengecewakan sekali, bikin emosi, naik darah, darah tinggi, gila kalian
        fuck, fucking, fck, wtf, bullshit, shit, shitty, crap, asshole, bastard, bitch, damn you, go to hell
        scam, scammer, scammers, scammed, fraud, fraudulent, liar, liars, thief, thieves, rip off
        ripoff, robbed
        furious, outraged, outrageous, disgusting, disgusted, disgrace, disgraceful, worst, worst ever
        hate, pathetic
        horrible, horrendous, appalling, atrocious, abysmal, unacceptable, inexcusable, incompetent
        infuriating
        😡, 🤬, 🖕, 💩
        munafik, iblis, pecundang, pengecut, mampus, dasar babi, babi lu, penjahat
        mati saja, tidak tahu diri, tidak punya malu, tidak punya otak, lemah otak, memuakkan, najis
    """,
    -2.0: """
        kecewa, mengecewakan, dikecewakan, kekecewaan, marah, marahi, kesal, kesel, mengesalkan, sebal
        sebel, dongkol
        jengkel, geram, gondok, emosi, parah, payah, buruk, jelek, ancur, hancur, sampah, busuk, bobrok
        amburadul
        bohong, pembohong, membohongi, dibohongi, boong, ngibul, tipu, tipu tipu, palsu, abal abal
        menyesal, nyesel, nyesal
        rugi, merugikan, dirugikan, kerugian, benci, ogah lagi, keterlaluan, kelewatan, lebay, zalim
        dzalim, curang
        tidak profesional, tidak jelas, asal asalan, semena mena, sewenang wenang, dipermainkan, mainin
        pelayanan buruk, pelayanan jelek, jutek, judes, kasar, sombong, arogan, songong, ketus, galak, cuek
        lelet, lemot, lambat sekali, lama banget, lama sekali, kelamaan, nunggu terus, berhari hari
        bertele tele, muter muter
        diabaikan, dicuekin, tidak digubris, tidak ditanggapi, tidak direspon, tidak dibalas
        tidak dijawab, php, di php
        stress, stres, frustasi, frustrasi, capek, cape, bosan, bete, ribet, nyebelin
        menyebalkan, menjengkelkan
        percuma, sia sia, tidak guna, tidak berguna, useless, laporkan, lapor polisi, somasi
        viralkan, viralin, uninstall, bintang satu, ilfil, ilfeel, parah nih, gila, gilak, edan, ngaco
        ngawur, kacau
        menjijikkan, jijik, memalukan, malu maluin, bangkrut, mahal sekali, kemahalan, zonk
        tidak layak, tidak pantas
        angry, mad, upset, annoyed, annoying, irritated, irritating, frustrated, frustrating
        frustration, pissed, pissed off
        disappointed, disappointing, disappointment, let down, terrible, awful, bad, very bad, poor
        lousy, garbage, trash
        rude, impolite, arrogant, unprofessional, careless, ridiculous, absurd, joke, nonsense, stupid
        dumb, sucks, suck
        lie, lied, lying, cheat, cheated, cheating, fake, misleading, deceived, mistreated, ignored
        ignoring, neglected
        sick of, tired of, fed up, had enough, waste of time, waste of money, wasted, worthless
        broken promise, regret
        never again, never buy again, lawsuit, sue, nightmare, disaster, mess, worse, shame, shameful
        😠, 👎, 😤, 💔, 🤮, 🤢
        bodoh, bodohi, membodohi, pembodohan, bodo, oon, bloon, becus, kampungan, norak, jorok, malu
        membenci, melelahkan, menyusahkan, mempersulit, fitnah, memfitnah, menghina, dihina, merusak
        berbohong, mencuri, murahan, menyesatkan, sesat, korupsi, penjilat, cabul, sengsara
        tidak bermutu, tidak berkualitas, tidak bertanggung, tidak niat, tidak peduli, tidak sopan
        tidak ramah, tidak manusiawi, tidak masuk akal, bagaimana sih, apa apaan, setengah mati
        menyedihkan, mengerikan, mengenaskan, menyakitkan, menyiksa, merana, kejam, sadis, licik
        serakah, rakus, culas, pelit, lamban, lemot sekali, tidak enak, tidak recommended
        tidak rekomen, jangan beli, tidak akan kembali, cukup sekali, kapan beresnya, gaje, ampas
        basi sekali, tidak ada rasa, tidak ada rasanya, hambar sekali, kecut, apek, kumuh
        bau sekali, bau busuk, alot, keras sekali, gosong, mentah, kotor sekali, tidak higienis
        tidak bersih, tidak nyaman, menurun, makin parah, tambah parah, terlantar, ditelantarkan
        dilempar lempar, diping pong, di ping pong, pemerasan, diperas, mubazir, mengganggu, terganggu
        membosankan, menyeramkan, overrated
        musnahkan, bunuh, membunuh, menghancurkan, dihancurkan
    """,
    -1.0: """
        mengeluh, ngeluh, dipersulit, komplain, komplen, protes, membingungkan, takut, khawatir, kuatir
        was was, cemas
        panik, sedih, nangis, menangis, sakit hati, sayang sekali, kasihan, prihatin
        kotor, bau, basi, hambar
        berisik, bising, sial, apes, waduh, aduh, astaga, astagfirullah, ya ampun
        duh, heran
        mana janjinya, cuma janji, janji doang, tanggung jawab dong, lambat, molor, beda jauh
        kurang memuaskan
        unhappy, unfortunately, weird, dirty, noisy, smelly, bland, stale, crowded, hurt, painful
        lacking, confusing
        worried, worry, anxious, afraid, scared, sad, expensive, overpriced, overcharged, no response
        no reply, no answer
        inconvenience, inconvenient, dissatisfied, unsatisfied, dislike, boring, ugh, seriously
        complain, complaining
        unresponsive, unreliable, unfair, doubt, suspicious, still waiting, not good enough, waited so long
        😢, 😞, 😔, 🙁, 😭, 😩, 😫, 😒, 🙄, 😥, 😟
        iri, dengki, cemburu, jenuh, galau, lemah, miskin, sok, sok tahu, pura pura, pencitraan
        kurang ajar sekali, disayangkan, panas sekali, panas banget
        sempit sekali, sepi sekali, begitu saja
        tidak sesuai harapan, tidak sesuai ekspektasi, di bawah ekspektasi, kapan sih
        kok begini, kok begitu, masa begini, masa begitu, dipaksa, terpaksa, memaksa, menyerah
        putus asa, percuma saja, boros, ngeri, seram, bahaya, berbahaya, celaka, mati lampu, mati terus
        hilang terus, putus terus, putus putus, ngelag, ngadat, eror terus, error terus, gagal terus
        tidak stabil, susah sekali, susah banget, antre lama, antri lama, nunggu lama, menunggu lama
        lama menunggu, suruh nunggu, disuruh nunggu, disuruh menunggu, tidak ada kejelasan
        tidak ada solusi, tidak ada tanggapan, tidak ada respon, tidak pernah dibalas, dipersulit terus
        dikasari, dimarahi, hina, licin, lusuh, pudar, luntur, robek, melempem
        terlalu asin, terlalu mahal, keasinan, kemanisan, bikin mual, mual, muntah, pusing, sakit
        sakit perut, menangis terus, duka, berduka, meninggal, tewas, bencana, musibah, rusuh, ricuh
        malas, hancurkan, rasa standar, rasanya standar, rasa biasa, rasanya biasa, biasa banget
        tapi sayang, namun sayang, tetapi sayang, kurang bersih, kurang ramah, amis sekali
    """,
    -0.6: """
        masalah, bermasalah, kendala, gangguan, keluhan, error, eror, gagal, macet, rusak, cacat, pecah
        sobek, bocor, hilang
        kehilangan, salah kirim, tidak sesuai, telat, terlambat, tertunda, ditunda, ditolak, sulit
        susah, rumit
        aneh, tidak bisa, tidak masuk, tidak muncul, tidak berfungsi, tidak jalan
        tidak nyala, kepotong
        problem, problems, issue, issues, trouble, fail, failed, failing, failure, broken, damaged
        defective, faulty, wrong
        missing, lost, late, delayed, delay, slow, stuck, crash, crashed, crashes, confused, difficult
        rejected, denied
        refused, not working, doesnt work, does not work, didnt work, cant, cannot, unable, unresolved
        unanswered, complaint
        sempit, sepi, melulu, gara gara, kok tidak, kok bisa, kenapa tidak, diam saja
        kelupaan, ancaman, mengancam, menolak, melanggar, tertinggal
        mundur, bohongan
        sayangnya, sayang nya, biasa saja, biasa biasa saja, standar saja, lelah, kelakuan, mending
        diperbaiki, jauh dari, penakut
    """,
    -0.4: """
        belum sampai, belum datang, belum masuk, belum diterima, belum dikirim, belum dibalas
        belum ada kabar, salah
        tidak sampai, not arrived, hasnt arrived, not received, havent received, didnt receive, didnt arrive
        mahal, lama, tidak ada, bingung
    """,
    0.0: """
        berapa lama, top up, error code, kode error, how late, kurang lebih, good morning
        good afternoon, good evening
        good day, best regards, salah satu, hard disk, apa masalahnya, tidak masalah, no problem
        tidak apa apa, no worries
        tidak ada masalah, kurang dari, would love to, dengan baik
        kurang tahu, kurang jelas, kurang satu, kurang berapa, tidak kurang, selamat pagi
        selamat siang, selamat sore, selamat malam, selamat datang, sakit apa, berapa lama lagi
        masih lama, sudah lama, cukup lama, mau berkualitas, berapa untung, mati gaya
    """,
    1.0: """
        bagus, baik, mantap, sip, lancar, aman, cepat, gercep, tepat waktu, mudah, gampang, praktis
        murah, terjangkau
        ramah, sopan, sabar, bersih, rapi, nyaman, enak, lezat, sedap, segar, hangat, indah, cantik
        keren, lengkap, sesuai
        suka, cocok, cukup puas, lumayan, membantu, terbantu, terbantukan, bermanfaat, berguna
        ditanggapi, semangat
        hebat, jos, sukses, berhasil, semoga sukses, sehat selalu, lega, tenang, percaya, amanah, jujur
        terpercaya
        makasih, terima kasih, suwun, matur nuwun, nuhun, alhamdulillah, syukur, bersyukur, terharu
        kangen, unik
        strategis, luas, asik, asyik, seru, lucu, menarik, worth, recommended, rekomendasi
        direkomendasikan, sejuk, romantis
        thanks, thank you, thankful, appreciate, appreciated, grateful, good, nice, cool, helpful
        helps, helped
        kind, friendly, polite, patient, fast, quickly, easy, smooth, clean, tidy, fresh, tasty
        delicious, yummy
        cozy, comfortable, affordable, cheap, liked, fun, glad, clear, useful, works, worked, solved
        fixed, resolved
        reliable, honest, trust, safe, satisfied, enjoy, enjoyed, enjoyable, lovely, recommend
        interesting, well done
        🙂, 😀, 😃, 😄, 😁, 😊, ☺, 👍, 👌, 🙏, 👏, 😉, ✨, 😆
        gurih, nikmat, empuk, lembut, renyah, menyegarkan, asri, betah, adem, khas, unggulan, andalan
        bersahabat, meriah, menyukai, rekomendasikan, merekomendasikan, oke banget, oke sekali
        cukup oke, menggugah selera, memanjakan, wajib dicoba, patut dicoba, layak dicoba, boleh dicoba
        perlu dicoba, bikin betah, tidak kalah, tidak rugi, tidak menyesal, tidak mahal, tidak bosan
        worth it, bervariasi, bervariatif, variatif, beragam, beraneka, banyak pilihan
        pilihannya banyak, favourit, terenak, termurah, tercepat, terbersih, nyaman sekali, santai
        bersantai, menikmati, dinikmati, nikmati, bersih sekali, jatuh hati, afdol, mengagumi
        menghargai, kehebatan, manfaat, untung, menguntungkan, bermutu, berkualitas, kualitas bagus
        berkelas, elegan, mewah, cakep, kece, imut, gemas, gemes, manis, terjamin, higienis, harum
        wangi, lumer, crispy, juicy, homy, homey, instagramable, kekinian, estetik, apik, ciamik
        maknyus, mak nyus, lezat sekali, sedap sekali, pas di lidah, pas di kantong, ramah di kantong
        harga pas, harga bersahabat, harga terjangkau, tidak terlalu mahal, cocok untuk, cocok buat
        berkesan, terkesan, bersemangat, optimis, sukses selalu, bagus sekali, damai, tenteram
        ikhlas, tulus, berkah, barokah, mujur, beruntung, terobosan
        sopan sekali, sigap, cekatan, profesional, responsif, solutif, informatif
        terlaris, laris
        kebaikan, terkenal, ramai dikunjungi, selalu ramai, tidak pernah gagal, tidak amis
        tidak terlalu ramai
    """,
    2.0: """
        puas, memuaskan, senang, gembira, bahagia, cinta, sayang, favorit, terbaik, luar biasa
        istimewa, spesial, juara
        sempurna, mantul, mantap jiwa, top, top markotop, keren banget, bangga, salut, kagum
        hebat sekali, the best, joss
        memukau, menyenangkan, terima kasih banyak, makasih banyak, sangat membantu, bikin nagih
        ketagihan, juara banget
        great, excellent, awesome, amazing, wonderful, fantastic, perfect, brilliant, superb
        outstanding, incredible, best
        love, loved, loving, happy, delighted, pleased, impressed, impressive, fabulous, terrific
        marvelous, magnificent
        thank you so much, thanks so much, thanks a lot, life saver, lifesaver, exceptional, favorite
        favourite, highly recommend
        ❤, 😍, 🥰, 😘, 🤩, 💯, 🎉, 🥳, 💕, 💖
        jatuh cinta, sempurna sekali, terfavorit, luar biasa enak, enak sekali, enak banget
        lezat banget, mantap sekali, mantap banget, recommended banget, pasti kembali lagi
        pasti balik lagi, membahagiakan, mengesankan, menakjubkan, mempesona, memesona
        tidak mengecewakan, tidak pernah mengecewakan, bersyukur sekali, terbaik sekali
    """,
}

FEELINGS: Mapping[str, float] = {
    normalise(expression): strength
    for strength, text in _GROUPS.items()
    for line in text.strip().splitlines()
    for expression in line.split(",")
}


def _normalised(text: str) -> frozenset[str]:
    return frozenset(normalise(text).split())


# Words that turn the next feeling round.
NEGATIONS = _normalised(
    "tidak bukan bukannya belum tanpa jangan not no never dont doesnt didnt isnt arent wasnt werent wont"
    " wouldnt cant"
    " cannot couldnt shouldnt hasnt havent hadnt aint without hardly barely neither nor kurang"
)
# Words between a negation (or a word of degree) and its feeling that do not end its reach.
LIGHT = _normalised(
    "begitu terlalu pernah merasa rasa terasa yang saya aku kami jadi juga akan bikin membuat buat ada"
    " lagi sih kok nya"
    " perlu usah apa adanya memang hal rasanya pelayanan pelayanannya itu ini"
    " a an the at all been be being feel feeling felt i im am is are was were you it its this that as to"
    " any have had"
    " get got do really very"
)
# After these a new thought begins: earlier negation and degree are over.
TURNS = _normalised(
    "tapi tetapi namun malah melainkan padahal but however although though yet because karena sehingga"
)
# Degree before the feeling.
MORE: Mapping[str, float] = {
    "sangat": 1.5, "amat": 1.4, "paling": 1.5, "benar": 1.2, "sungguh": 1.4, "super": 1.5, "terlalu": 1.3,
    "makin": 1.3,
    "semakin": 1.3, "cukup": 0.8, "agak": 0.6, "sedikit": 0.5, "rada": 0.6, "selalu": 1.3, "bener": 1.2,
    "begitu": 1.1,
    "very": 1.5, "really": 1.4, "so": 1.3, "too": 1.2, "extremely": 1.7, "absolutely": 1.6, "totally": 1.5,
    "completely": 1.5, "highly": 1.4, "quite": 0.9, "slightly": 0.5, "somewhat": 0.6, "such": 1.3,
    "truly": 1.4, "most": 1.4, "incredibly": 1.6, "utterly": 1.6, "pretty": 1.1, "deeply": 1.4, "always": 1.3,
}  # fmt: skip
# Degree behind it, as Indonesian does.
MORE_AFTER: Mapping[str, float] = {
    "banget": 1.6, "sekali": 1.5, "parah": 1.5, "pol": 1.6, "poll": 1.6, "abis": 1.5, "habis": 1.5,
    "berat": 1.5,
    "amat": 1.4, "bener": 1.3, "sangat": 1.5, "banyak": 1.4, "total": 1.5, "betul": 1.3, "terus": 1.2,
    "selalu": 1.2,
    "parahh": 1.5, "gila": 1.5, "nian": 1.4, "kali": 1.2, "so": 1.2, "much": 1.3, "ever": 1.3,
}  # fmt: skip
# Polite words no negation reaches.
THANKS = frozenset(
    map(
        normalise,
        (
            "makasih",
            "makasih banyak",
            "terima kasih",
            "terima kasih banyak",
            "thanks",
            "thank you",
            "suwun",
            "🙏",
        ),
    )
)
