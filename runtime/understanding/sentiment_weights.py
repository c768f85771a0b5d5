"""What words and pairs of words say of a message: (good, bad), in steps above neutral. Data only.

Made by `python -m tools.train_sentiment`; never edited by hand. Learnt from the reviews of SmSA (IndoNLU,
https://github.com/IndoNLP/indonlu, Apache-2.0), part for training: see NOTICE.
"""

from __future__ import annotations

from collections.abc import Mapping

STEP = 0.05
# (good, bad) above neutral where the lists know no word.
SILENT = (-0.598, -0.563)

_PIECES = """\
-54 -28: ri
-53 -43: rp
-50 26: spesial
-48 -13: kata
-44 -51: danau
-42 -17: tanggal
-42 -16: berita
-37 -36: resmi
-37 -31: lengkap nya, sarankan
-37 -25: serentak
-36 -25: lengkap
-34 -23: terima kasih
-34 -13: bertanya
-33 -37: amp
-33 -28: gelar
-33 8: favorit
-32 -26: video
-32 -16: info
-32 -11: pesan langsung
-30 -56: e
-30 -48: atm
-30 -38: nya di
-30 -32: melalui
-30 -30: jagoan
-30 -25: besar nya
-30 -23: alat
-29 -42: dapatkan
-29 13: cepat
-28 -16: bersaing
-28 28: yang spesial
-27 -36: tahun baru
-27 -26: gas
-26 -47: kapal
-26 -36: blok
-26 -24: aktif
-26 -15: pengalaman
-25 -42: bertemu
-25 -31: hasil, minimal
-25 -29: foto
-25 -20: bahan
-25 -17: handphone
-25 -14: peralatan
-25 -9: menyediakan
-25 -6: nya pada
-24 -25: pembelian
-24 -21: kegiatan
-24 -19: nya untuk, terhormat, yang terhormat
-23 -40: sejumlah
-23 -26: unggul
-23 -21: adik
-22 -41: e ktp
-22 -17: kasus
-21 -37: sebut
-21 -32: sapu
-21 -11: tembus
-21 -9: harapan
-21 -1: genggam, telepon genggam
-21 1: media
-21 7: menarik
-20 -23: motor
-20 -7: ulang
-20 2: sudah habis
-19 -16: bebas
-19 5: bersih
-18 -35: status
-18 -11: parkir nya
-18 -5: nasib
-17 -31: yuk
-17 -28: atas
-17 -23: biru
-17 -22: nya dengan
-17 -18: pihak
-17 -15: maksud nya
-17 -7: yang akan
-17 -6: siap
-17 -4: hal
-17 19: yang istimewa
-17 28: manis
-16 -37: mundur
-16 -33: new
-16 -32: bekas
-16 -21: quick
-16 -20: akan, universitas
-16 -19: perangi
-16 -16: menyediakan berbagai
-16 -15: gratis, listrik
-16 -13: online
-16 -5: festival
-16 30: tidak sesuai
-15 -33: klaim
-15 -30: periksa
-15 -26: menyatakan
-15 -21: putuskan
-15 -13: miliar
-15 -12: dedi
-15 -10: waktu makan
-15 -8: bung, tanggapan
-15 -7: menyampaikan
-15 -6: meat
-15 0: kaget
-15 2: rumah tangga
-15 18: said
-14 -28: umum
-14 -19: super
-14 -18: maksud
-14 -14: lahan
-14 -10: mendekat
-14 -7: maaf, minyak
-14 -5: kelompok
-14 -3: mengadakan
-14 3: special
-14 7: banyak nya
-14 33: baik
-13 -32: gunung
-13 -30: penampilan
-13 -26: vs
-13 -19: kursi
-13 -16: panggung
-13 -14: bekerja, mengundang
-13 -13: keuangan
-13 -3: menggunakan
-13 10: aneh
-12 -18: menanyakan, pemimpin yang
-12 -17: sebesar
-12 -16: debat, mengatakan
-12 -14: bin
-12 -12: eksepsi
-12 -10: drama
-12 -4: pernyataan
-12 2: pasangan
-12 3: manual
-12 11: cinta
-12 12: jujur
-11 -25: sahabat
-11 -22: dikelola, mengikuti
-11 -20: pengurus
-11 -16: senyuman
-11 -15: jual
-11 -14: komisi
-11 -13: sedang
-11 -12: kondisi
-11 -10: nya nanti, salah
-11 -8: dilakukan, gps
-11 12: juga sangat
-11 18: memuaskan, terkenal
-11 21: hati
-10 -25: memastikan
-10 -20: salam, terbaru
-10 -19: internal
-10 -17: ini bikin
-10 -16: usai
-10 -13: open
-10 -11: aparat
-10 -8: dinas, melakukan
-10 -1: tenggelam
-10 10: bagus tapi, bayar mahal
-10 15: lumayan
-10 18: seru
-10 20: karena tidak
-10 26: senang
-9 -27: tambahan
-9 -23: pendamping nya
-9 -18: motif
-9 -15: menyebut
-9 -12: sebagai
-9 -11: tanah abang
-9 -10: awal tahun
-9 -9: ku njungi, njungi
-9 -5: integritas, pakta, pakta integritas, real
-9 -4: menyiapkan, sementara
-9 -3: sang, sesaat
-9 9: bisa menikmati, janji janji, nyaman banget, porsi kecil, restoran juga, review, setuju dengan
-9 9: terlalu manis, yang mahal
-9 11: makan nya
-9 12: lebih murah, yang menjadi
-9 13: agak kecewa
-9 16: enak dengan
-9 24: bahkan
-8 -34: menolak
-8 -16: di tepi, diduga, laut, tepi
-8 -14: gb
-8 -10: sebentar
-8 -7: pedagang kaki
-8 -2: kelas, terakhir
-8 -1: syarat
-8 2: nya ingin
-8 6: boneka
-8 7: para
-8 8: adem, batagor riri, di bagian, menjadi favorit, nya juara, nya menurut, nya nyaman
-8 8: rasanya lebih, saya kecewa, tapi ternyata, telat, tetapi yang, yang juara
-8 11: ketika saya
-8 12: lanjutan
-8 13: diri nya, pancake
-8 23: daripada
-7 -14: balon
-7 -11: kotak
-7 -8: salad
-7 -7: pada tanggal
-7 -5: as, kaki lima, mohon maaf, pedagang
-7 -4: pintar, rahasia
-7 -1: seorang
-7 0: barisan
-7 7: acara keluarga, buat para, dan pas, darah, dengan restoran, enek, membayangkan
-7 7: menyediakan makanan, merokok area, nya manis, nya secara, pemandangan bagus, penyanyi
-7 7: rasa dari, saya bersama, sekali tidak, seperti orang, sih enak, sih rasanya, tampak
-7 7: tidak spesial, yang baik, yang memiliki, yang terkenal
-7 9: pengunjung, saran saya, selalu macet
-7 10: ramah dan, saya langsung
-7 14: menarik untuk
-7 17: pada saat
-7 25: sayang
-6 -12: pasukan, publik, saat berkunjung, selamat pagi
-6 -10: yang punya
-6 -9: telah
-6 -8: sungai, terkait
-6 -6: melaporkan
-6 -4: premium
-6 -3: set
-6 1: cuci tangan
-6 6: acara makan, area parkir, asam manis, baik baik, baik dari, beberapa teman, berbumbu, berempat
-6 6: buku menu, di pintu, dilihat dari, disajikan sangat, enak makan, kotor dan, lemon
-6 6: lumayan baik, memang relatif, memang tempat, namun sayang, nya asik, nya menarik, nya restoran
-6 6: pasti sudah, perpecahan, puas banget, sangat baik, saya biasa, sedang penuh, seperti restoran
-6 6: sudah agak, tahu tempe, terkenal enak, terlalu lama, tidak terawat
-6 9: bermutu, dan nyaman
-6 10: keseluruhan baik, takut
-6 11: kalah, pertanyaan
-6 12: terbukti
-6 13: cupu
-6 14: plastik
-6 15: sejenis
-6 19: selesai
-6 21: bangkit, omongan
-5 -28: terbuka
-5 -17: games, keok, nya buat
-5 -13: diproses
-5 -12: reformasi
-5 -11: puluhan
-5 -10: logo
-5 -9: sebagian, terbakar
-5 -8: by
-5 -6: sby
-5 -5: dari bumi
-5 -3: belum dapat, personal, sugar
-5 4: kekuasaan
-5 5: agak kotor, asri, ataupun keluarga, buat keluarga, cukup unik, dan mengobrol, dan setelah
-5 5: datang juga, di batagor, dipajang, dish, gerombolan, harus ke, homey, interior restoran
-5 5: jumpai, kami pun, kecoa, lalat, lebih cocok, lupa nama, memang sangat, memilih tempat
-5 5: merokok di, misal, nothing, nya dalam, nya makin, restoran sangat, sanggup, santai santai
-5 5: selera saya, side, side dish, soda, strategis karena, tahi, tapi rasanya, teman atau
-5 5: tempat berkumpul, terkenal di, terlalu pedas, terlihat seperti, tetapi ada, tidak merokok
-5 5: yang seperti
-5 6: dan melihat, senang banget, untuk steak
-5 7: langganan, pas saya, sejuk dan
-5 8: sedikitpun
-5 9: mata nya, mengandung
-5 10: kehilangan, lengkap dan
-5 11: menjelang
-5 14: tidak seperti
-5 15: seberapa
-5 16: karena banyak
-5 18: kelihatan
-5 24: area, sama sama
-5 27: cocok
-4 -12: yang telah
-4 -11: lilin
-4 -7: itu adalah
-4 -4: subsidi
-4 -3: jemput
-4 -1: bangun, merek
-4 1: cerita
-4 4: anda juga, apalagi buat, apik, banyak sehingga, beef steak, berikut nya, bisa sekalian
-4 4: boleh dicoba, cinta produk, cukup sekali, dan mencoba, dan sirloin, dengan layanan, dengar
-4 4: dihidangkan di, diskusi, fu, hati nya, jadi mau, jadi orang, jamur nya, kakap, kalau sedang
-4 4: karena penasaran, kecewa sama, kendaraan umum, khas nya, lawang, lawang wangi, lebih mahal
-4 4: leci, lokasi sangat, mahal dan, mahal dari, mahal untuk, makan mi, manis banget
-4 4: melakukan reservasi, memiliki pemandangan, menarik sekali, mengobrol dengan, menikmati steak
-4 4: mereka juga, mi di, nya dapat, nya mahal, nya memuaskan, nya rumah, nya tapi, nyali, pada awal
-4 4: paling bagus, pas masuk, pasangan saya, pencinta, pengap, pesan minum, ramah ramah, ring
-4 4: ringan yang, romantis sekali, sama enak, sama orang, sangat mengecewakan, sangat sejuk
-4 4: sangat strategis, sangat variatif, saya kira, sekitar jam, sih menurut, sini lebih
-4 4: tapi karena, teriak teriak, tidak heran, udara segar, untuk mengambil, utama adalah
-4 4: ya lumayan, yang begitu, yang khas, yang langsung, yang melayani, yang sesuai
-4 5: harus mengantre, staf, yang pasti
-4 6: karena udara, kendaraan, medium, nasi dan, suasana resto, waktu di
-4 7: membantu, not rekomendasi, sangat unik
-4 9: siapapun yang, terjebak
-4 10: nya sama, sangat biasa, susah bangkit
-4 11: tidak untung
-4 12: cukup nyaman, ngapain
-4 13: setengah jam
-4 14: harus di
-4 15: di depan
-4 16: nya terlalu
-4 18: sebenarnya
-4 33: manusia
-3 -25: nya jadi
-3 -22: bank
-3 -14: teman teman
-3 -8: pengganti
-3 -4: kemacetan
-3 -1: dengan membawa
-3 0: bersama, harus
-3 3: abuba steak, adalah rasa, ala barat, alangkah, alat makan, antara nya, area restoran, artis
-3 3: asin nya, bakar dan, bakso ini, banget apalagi, bangunan yang, banyak lalat, bebek goreng
-3 3: beberapa macam, begitu banyak, beragam pilihan, bersama rekan, bersantai dan, biasa saya
-3 3: biasa sekali, box, box di, buat apa, buat kumpul, buat santai, buntut bakar, buntut dan
-3 3: burger dan, cabe nya, chicken katsu, chocolate, crispy, cukup variatif, cukuplah, dan adem
-3 3: dan beragam, dan bervariasi, dan bikin, dan chicken, dan cocok, dan iga, dan kolam
-3 3: dan mencari, dan mi, dan saat, dan sesuai, dari beberapa, dari pelayan, dari rasa, dari resto
-3 3: dekorasi yang, dengan bangunan, dengan batagor, dengki, di semua, diatas, diatas nya
-3 3: dijadikan tempat, dikelilingi, dine, enak saja, fisik, furniture, harus sabar, hot chocolate
-3 3: ijo, industri, ini lumayan, ini pertama, instagramable, itu bikin, jadi malas, jam lebih
-3 3: jatuh ke, jatuh pada, juga terjangkau, juga unik, jujur saja, kalau cari, kalau dipakai
-3 3: kalau melihat, karena beberapa, karena kalau, karena kita, karena terletak, kata saya, katsu
-3 3: keluarga makan, kerang, ketika sedang, konsumsi, kriuk, kumpul bareng, kurang ramah
-3 3: lampu merah, lebih tepat, lidah saya, lingkungan yang, luas dengan, lumayan bagus
-3 3: lumayan bersih, lumayan dan, lumayan sih, lumayan terjangkau, makan khas, makanan cepat
-3 3: makanan masakan, makanan tergolong, mal istana, mampir dan, masih sama, mau marah, melayani
-3 3: memang agak, memang cocok, membangkitkan, membuat tempat, memilih makanan, memiliki citarasa
-3 3: menempati, mengandalkan, mengerti, merasakan sensasi, mikir, mozarella, music nya
-3 3: nongkrong karena, nya beda, nya begitu, nya diperbaiki, nya dulu, nya empuk, nya favorit
-3 3: nya lama, nya menjadi, nya nasi, nya pemandangan, nya rp, nya variatif, pasangan anda
-3 3: pecinta kuliner, pencahayaan, pendatang, penyajian makanan, percaya sama, pertama mencoba
-3 3: pertama yang, pesan beberapa, pete, petugas nya, pilihlah, plain, porsi nasi, rasa bakso
-3 3: rasa ikan, rasa manis, rasanya menurut, rasanya pun, rasanya sama, rata saja, rawit yang
-3 3: rekan rekan, ribut, romantis dan, ronde, sajian makanan, sana dan, sangat berbeda
-3 3: sangat mudah, sangat penuh, sangat santai, saya enak, saya jatuh, saya karena, seafood yang
-3 3: season, segi rasa, sekali saja, selain bakso, selain harga, semua masakan, seperti makanan
-3 3: seperti warung, sesak dan, sesuai harapan, sesuai untuk, setelah saya, sini menyediakan
-3 3: sodara, staf nya, steak enak, suasana cukup, suasana restoran, suka nya, tali, tempat baru
-3 3: ternyata benar, tetapi bisa, tidak layak, tizi, udon, untuk kelas, untuk mi, worth, worth it
-3 3: yang bersih, yang merokok, yang ramah, yang segar
-3 4: balok, eksklusif, kasih tahu, kue balok, omong, saat jam
-3 5: dan enak, dan variasi, disayangkan, resto sangat, tapi pas
-3 6: dengan gaya, karena itu, pelayan dan, saya mampir, setelah menunggu, tahu goreng
-3 7: daging nya, seenak, tidak seenak, untuk bersantai, zaman dulu
-3 8: buntut, doyan, hal hal, sesuai harga
-3 9: dengan beberapa
-3 10: macet di, ramai ramai
-3 11: cetek, yang terletak
-3 12: kali ke, tidak nyaman
-3 14: nya sangat, saat itu
-3 15: bikin, jangan sok
-3 16: sana sini
-3 17: tepung
-3 18: oh
-3 21: menikmati
-2 -25: bakal
-2 -13: jiwa
-2 -9: arya, bima, bima arya
-2 -7: batik, kepada
-2 1: pertimbangan
-2 2: adalah favorit, adalah tempat, agak sempit, akibat, alam yang, alunan musik, ampera yang
-2 2: andalan nya, apo, asik dan, atas bukit, atau pasangan, atau sekadar, atau teman, bagian dalam
-2 2: banget jadi, banyak terdapat, bareng pacar, bawa anak, beberapa pilihan, berasa banget
-2 2: berbintang, betah berlama, biasa dan, bisa dijadikan, bolu, buang buang, buat anak
-2 2: buat tempat, burgundy, cafe nya, cappucino, chef, cireng, cukup baik, dan akses, dan cenderung
-2 2: dan interior, dan menunggu, datang langsung, deh makan, desain dan, di waktu, dipajang di
-2 2: diperlukan, disimpan, disukai, elegant, enak apalagi, enak menurut, enak tetapi, even, fried
-2 2: gemar, hanya makan, hanya pesan, hanya sedikit, harga pas, harga sedikit, ini biasa
-2 2: ini membuat, ini nyaman, jalan progo, jam at, jam sibuk, jeroan, jika dibandingkan, jika makan
-2 2: judes, juga sesuai, kalau menurut, kali berkunjung, kalipah, kalipah apo, kami sangat
-2 2: karena pemandangan, karena rasa, ke area, ke dusun, ke warung, kelembekan, keliatan
-2 2: keliatan nya, keluar nya, keluarga juga, kematangan, keras dan, khas dari, kita betah
-2 2: kongkow kongkow, langsung di, lemon tea, lokal dan, lokasi restoran, makan batagor
-2 2: makan favorit, makan langsung, malah lebih, mampir di, manis nya, manis yang, maret
-2 2: masuk restoran, memang benar, memang sih, membawa anak, memilih dan, memiliki suasana
-2 2: menarik dan, menawarkan menu, mencoba makanan, menghirup, menu lainnya, menu mi
-2 2: menyesal makan, menyukai tempat, mereka memiliki, minum dan, mushroom, music, natural
-2 2: nya asri, nya kental, nya lucu, nya rasa, nya relatif, nya tetapi, one of, open air, pandang
-2 2: pantat, para pelayan, parkir yang, pas tidak, pasangan atau, pelayanan hotel, pelengkap
-2 2: penasaran untuk, pesan kepiting, presentasi, pulang dari, rasa mi, rasanya agak
-2 2: restoran mewah, restoran tidak, saja harus, salah nya, sama nasi, sangat asri, sangat cocok
-2 2: satu hal, saya cari, saya direkomendasikan, saya lupa, saya menunggu, saya pertama
-2 2: sebelumnya kami, sederhana dan, sederhana tapi, segelas, semahal, senang karena, senang sekali
-2 2: sesak, sesuai kualitas, sini sama, steak salmon, suasana dingin, suhu, suki, suki nya, sup
-2 2: tanggap, tanpa, tapi sangat, tempat lesehan, tepat di, terdapat restoran, terlihat dari
-2 2: terutama saat, tetapi tetap, tidak bakalan, tidak cukup, tingkat kematangan, udang goreng
-2 2: udara yang, untuk dimakan, untuk restoran, yang bawa, yang lembut, yang panas
-2 3: kamar mandi, mandi, menemukan nya, mengaku, teman, terkenal dengan
-2 4: dikunjungi oleh, hari jadi, makan sate, pelayan tidak, yang kata
-2 5: di gedung, kekinian, mengganti, pilihan saya, rekomendasi teman, suap, terawat
-2 6: dia juga, direnovasi, kualitas makanan, untuk berfoto
-2 7: bahkan tidak, bangga, be, ditata, nya biasa, standar masakan, teriak
-2 8: bisa dipercaya, dan batagor, dipercaya, disuruh, duduk nya, penasaran dengan, yang menawarkan
-2 9: asap
-2 10: cepat banget, favorit saya, panggang, utang, yang lebih
-2 12: ada masalah, ternyata yang
-2 15: baterai, ini sangat
-2 16: pendapat
-2 17: campur, zaman
-2 18: apa nya
-2 20: pelayan
-1 -26: jawaban
-1 -17: film
-1 -14: baru di
-1 -7: kami dapat
-1 -6: outlet
-1 -3: inginkan
-1 -2: pemesanan
-1 2: berkurang, makan pakai, sembari menunggu
-1 3: berkumpul dengan, diberikan sangat, ini restoran, karena ini, mi rebus, minimalis, saya hampir
-1 3: sehingga membuat, sesuai selera, tempat enak, terakhir saya, terjamin, tidak membuat
-1 4: akhirnya kita, antre untuk, apalagi di, bayangkan, berdebu, daging yang, dengan pelayanan
-1 4: ekor, jadi masih, jangan pas, kecil sekali, masih sepi, penuh dan, pilihan sambal, potato
-1 4: reservasi, sangat disayangkan, suka makan, yang bersahabat, yang kecil, yang lumayan
-1 5: hari sabtu, jadi ya, membingungkan, pilihan utama, ramen dengan, ramen nya, rasa ramen
-1 5: strategis, sudah beberapa, yang kuat
-1 6: bertanggung jawab, enak hanya, koki, menikmati pemandangan, saat masuk
-1 7: jadi pilihan, kelakuan, kepentingan
-1 9: aturan, kebersihan nya, sifat, so
-1 10: bahagia, nya kayak
-1 11: berkeliaran, chicken, keseluruhan, lenyapkan, saya ku, secara keseluruhan
-1 12: tapi rasa, tidak cocok
-1 14: tentu, tersebut
-1 15: banyak pilihan
-1 16: kuning
-1 18: potong
-1 23: mari
-1 24: kasihan
-1 27: seharusnya
-1 29: turun
0 -14: pasta
0 -12: nya standar
0 -10: akses, sedangkan, untuk mendapatkan
0 -8: rawit
0 2: ada waktu, ambil sendiri, art, banyak kafe, hampir tidak, harga per, jadi untuk, konsep nya
0 2: perokok
0 3: awal nya, dijangkau dari, kambing nya, kerasa, mungkin karena, over, panggang nya, pas makan
0 3: protes, restoran lain, sangat menarik, saya pribadi
0 4: ini letak, kata teman, lain kali, mangkok, sangat padat, serius
0 5: bakpao, balik ke, cuma bisa, kekuatan, kelewat, logika, mengetahui, rute, sangat sangat
0 5: sejak era, singgah, tempat buat, tetapi harga, tidak mampu
0 6: beberapa tempat, cuaca dingin, dulu tidak, m, oleh pelayan, parit, pergi ke, sushi nya
0 7: alias, dikenal, kali datang, murah tetapi, percuma, setelah makan, tingkat, to dicoba
0 8: langit, nasi ayam, saya dapat
0 9: untuk soal
0 10: buni, di belakang, jenuh dengan, mampu
0 11: dimakan, hendak, moral, rasa standar
0 12: dan rasanya, jadi, kurang memuaskan, perusahaan
0 14: dipecat, juga yang
0 17: habiskan, hidup di
0 19: gua
0 21: khas, minus
0 23: banding
0 27: penjara
0 32: biar
1 -18: cabai
1 -6: sabun
1 -5: digoreng
1 -4: selamat
1 -3: keluarga dengan
1 2: atau keluarga, banyak hal, bersahabat, definitely, flat, hanya karena, karena kebanyakan, kawin
1 2: nya jelek, nya murah, pas ke, profesional, terakhir ke, tetapi ternyata, tipu, untuk nasi
1 3: air yang, akses nya, berikan, berkilah, dengan sedikit, dipertimbangkan, juga masih, kamu semua
1 3: kecap dan, kemasan, makanan rumahan, membedakan, menyajikan makanan, nyaman di, saya kesal
1 3: udang bakar
1 4: basi, kopi dan, lumayan enak, makanan lumayan, memesan sop, misalnya, ramai pada, sesungguhnya
1 5: besi, lebih mirip, lounge, lupa coba
1 6: aneh aneh, berfoto, berhenti, kartu kuning, kebun binatang, menikmati makan, rasa masakan
1 6: wajar, yang hanya, yang lengkap
1 7: bersantai, biar bisa, di dekat, dulu waktu, menyebalkan, non smoking, nya datang, orang seperti
1 7: provokator
1 8: hotel ini, pake, saya pergi, terasi, yang disajikan
1 9: itu pun, pun saya, sushi
1 10: asam, dan saus, kebencian, malu, situasi, ucapan
1 11: membela, seni
1 12: hasil nya, manusia ini, tertutup
1 14: setelah
1 15: tipis
1 16: tidur
1 17: kaca
1 20: pegawai
1 21: nya kalau
1 22: buang, masa, tidak ikut
1 23: setengah
1 24: pencitraan
1 27: bersatu
2 -7: arah
2 -4: hidangan
2 -3: lantai, ulang tahun
2 -2: agak ribet, asik banget, bakery, balita, banget makan, berdekatan, bubur ayam, cocok bagi
2 -2: dan bersih, dan luas, dan nongkrong, dan ramah, dari ikan, dekat rumah, deras, diberikan oleh
2 -2: ditaruh, ditemani, ditemani dengan, enak banyak, fine, fine dining, halaman, hampir semua
2 -2: hijau yang, informatif, ini sedang, juga baik, kaldu, karena penuh, kategori, kerapu
2 -2: kumpul kumpul, lebih besar, lihat pemandangan, lumayan mahal, mahal menurut, makanan utama
2 -2: makananan, malahan, masakan makanan, masuk resto, mencoba makan, menghidangkan, minum nya
2 -2: nanas, nongkrong sama, nya harus, nya mantap, nya ternyata, nya walaupun, oli, out bareng
2 -2: pada kunjungan, pada waktu, pahit, parkiran cukup, pas buat, pas dengan, pelayanan dari
2 -2: pelayanan di, pengunjung bisa, pernah kecewa, pernah makan, petik, pilihan tempat
2 -2: piring kaleng, promosi, rekomendasi untuk, resto lain, roti nya, ruangan yang, salmon
2 -2: sangat berkesan, sangat pas, sangat suka, sate ini, saung yang, sebelah kanan, sekali kali
2 -2: semua menu, setelah lelah, shopping, sini lumayan, sini termasuk, sirloin steak, sudah kenyang
2 -2: sudah sangat, sudah sering, sudah siap, tengah sawah, terkenal sejak, tiap hari, tidak cuma
2 -2: tidak hanya, tidak luar, timbel nya, tinggi dan, tom yum, ujung jalan, untuk kongkow, vip
2 -2: yang biasa, yang keren, yang membawa, yum
2 -1: digunakan untuk, hati dan, toko nya
2 0: dan kue, hidangan yang, kita dapat, mini, oleh oleh, sedikit mahal, shop
2 1: banget dari, banyak jenis, bisa meminta, coklat nya, cuma ada, dan kursi, dan mengenyangkan
2 1: dan tentu, dapat dilakukan, dari mi, deklarasi, dengan live, dengan nasi, di food, diperbanyak
2 1: ini memiliki, karena malam, lebih lama, mahal tapi, menawarkan berbagai, menjual makanan
2 1: pengawet, ramah di, ribu saja, sangat lezat, tidak berbau, yang antre
2 2: hanya memesan
2 3: berkedok, enak di, ini malah, kabut, pecat saja, pekat, rupa, sangat terkenal, saya penasaran
2 4: adalah sebuah, angus, beuh, ciri, dinasehati, kalian semua, kami menginap, karena makanan
2 4: kesan pertama, kolak, licik, polos, registrasi, singkong, suka dan, ternyata memang, usir
2 5: angkutan, angkutan umum, besar yang, depan dan, jago, juara nya, keluarga untuk, malah bikin
2 5: mau cari, musnahkan, saat akhir, tanpa ada, viralkan, yang dicari, yang nongkrong
2 6: lama menunggu, rasanya tidak, ringan dan
2 7: mahal karena, menemukan, tentang, terutama
2 8: ke luar, luar negeri, saya lebih, serba
2 9: bisa memilih, untuk dapat
2 11: datang pada, mungkin dia, tidak senang
2 12: di mata
2 13: eror, jadi jangan, sejarah, tidak rekomendasi
2 15: grup, rumahan, teman saya
2 17: kah, sekadar
2 18: curiga
2 20: disajikan, jangan berharap
2 27: pelaku
2 31: kayak
2 33: maka dari
3 -21: berbagai
3 -10: enak dan
3 -9: jari, rumah makan
3 -8: restauran
3 -5: akbar
3 -4: kesabaran
3 -3: adalah bakso, alam terbuka, anak dan, antri, banget untuk, berkesempatan, cukup lumayan
3 -3: dahulu, dan terkesan, dari restoran, desain interior, di saung, dijual di, dimiliki, empal
3 -3: empal gentong, gentong, goreng kering, hanya rasa, hanya tempat, hari karena, hindari, hits
3 -3: ijo nya, ikan nya, istimewa dari, jadi harus, juga karena, kalau makan, kanan jalan
3 -3: karena melihat, karena porsi, ke dalam, ke mal, ke nasi, lada, lada hitam, mahal dengan
3 -3: makanan penutup, mampir untuk, membawa keluarga, mencari suasana, mendoan, mendoan nya
3 -3: menyantap makanan, nasi bancakan, nya disajikan, nya resto, perbukitan, peristiwa, pizza dan
3 -3: pricey, rasa saus, rasanya juga, rasanya sangat, rasanya sih, saya salah, sekali tempat
3 -3: seperti pada, sesuailah, sofa, suasana kafe, susah parkir, teman di, tempe mendoan
3 -3: terlalu istimewa, tersembunyi, tetapi di, tidak banget, udara di, untuk antre, untuk mencari
3 -3: waktu saya, yang didapat, yang dimiliki, yang standar
3 -2: karena waktu, selain itu
3 -1: antrian nya, berputar, berputar putar, dan merupakan, dimulai, dimulai dari, ikan dan
3 -1: ini mempunyai, kocek, mengundang selera, pas sampai, saung di, terus terang
3 0: area di, dengan nuansa, dengan tambahan, entah kenapa, jauh jauh, mencari parkir
3 0: menghabiskan waktu, nuansa alam, sudah menjadi, untuk mencicipi, warung nasi, yang terasa
3 1: cincau, dan tersedia, direkomendasikan untuk, ground, japanese, juga jadi, kecil yang
3 1: menu sangat, sangat direkomendasikan, seperti kita, tersedia pula, urat
3 2: beralaskan, beralaskan daun, dan gelas, favorit ku, gelas nya, kecil tapi, lebih suka, monopoli
3 2: pilihan kami
3 3: bumbu kacang
3 4: diantar, diantar ke, mahal sih, namun setelah, smoking
3 5: alhasil, bagaikan, batas, bek ui, berangkat, bikin marah, bubarkan, bubarkan saja, iklan
3 5: kampungan, kenyang di, lapangan, lebih banyak, pakai bahasa, saya membenci, see, semakin banyak
3 5: sudah seperti
3 6: bangku panjang, bersama sama, memakan, memang di, memanjakan, pakai banget, posisi nya, sadar
3 6: sekali di, sudah hampir, tanyakan
3 7: akan jadi, bahaya laten, buih, ke daerah, laten, perempatan, tangan
3 8: bisa nya, dan sebagai, makanan ringan, medsos, ruhut, sebagai nya
3 9: pada akhirnya, tajam
3 10: ampun, cara nya, mitra, nilai untuk, sudah mati
3 11: gue
3 12: white
3 15: makin ke
3 17: say
3 18: jutaan
3 32: terlihat
4 -20: barang nya
4 -10: ingin makan
4 -6: untuk jadi
4 -4: area indoor, asem nya, bagus kok, baik untuk, bakmi ini, bisa bikin, budaya, cakue
4 -4: cari tempat, cokelat, cukup beragam, cukup sulit, daging ayam, daging sapi, di lidah, dibikin
4 -4: duduk yang, emosi, enak juga, hadori, hanya menu, harga termasuk, hari libur, indoor
4 -4: ke restoran, kelebihan nya, kemanisan, kerabat, kuah yang, kualitas daging, macam nya
4 -4: makan nasi, makanan berat, makanan pasar, makin banyak, maupun di, membuat tidak, menu sarapan
4 -4: menurun, nya aneh, nya cocok, nya sekarang, pelopor, perut lapar, porsi besar, ramai banget
4 -4: rasa cukup, rasanya memang, saat ke, sate yang, sekali dengan, selalu ramai, sini cukup, ta
4 -4: terbayar, tergolong, tidak awal, tidak terasa, yang berkunjung, yang cantik, yang super
4 -4: yang tersedia, yang tinggi
4 -3: gang, nya dibuat
4 -2: agak sedikit, bingung mau, dengan sate, di kampung, harus daftar, karena jam, kurang variatif
4 -2: menyantap, nyempil, paha, putar, small
4 -1: berbagai jenis, berjalan kaki, dan udang, ditambahkan, goreng di, hingga makanan, kaki sapi
4 -1: kerasa banget, lainnya seperti, lereng, sate di, saya pasti, untuk menunggu, waktu untuk
4 0: bepergian, bone steak, cake, ditambah dengan, kafetaria, kasir, kelaparan, keluarga saya
4 0: makanan cukup, mengasyikkan, nasi ampera
4 1: juga bagus, kami mencoba, lesehan, ringan di, yang dihidangkan
4 2: bgtu, bioskop, bosan untuk, cinta banget, cocol, dibandingkan, jambal, makanan standar, raos
4 2: sabtu malam, sejak tahun, suka sekali
4 3: antre, kafe di, perkembangan, saat pertama
4 4: interior nya
4 5: kreatif, steak yang
4 7: anak bangsa, cukup dekat, harap, itu juga, kebon, kemana, masak yang, penipu, ratusan
4 7: saya merasa, server, tertipu, tiba tiba, yang jelas
4 8: asa, berhati, dan selalu, dengan film, dengan kursi, kacau, komik, kursi dan, nge, pengaturan
4 8: ruang, semalam, tapi lebih, tapi malah
4 9: adalah satu, dipertahankan, nasi bungkus, nga, nga ku, penjahat, suci
4 10: lari
4 11: nya salah
4 12: arti, beef, bumi, wahai
4 13: amat sangat, bisnis, wong
4 14: percaya dengan, saya juga, tangkap, woy
4 16: karena dia
4 17: minuman nya, preman
4 18: sungguh, yang cukup
4 19: di banding, tanggung, tanggung jawab
4 20: program
4 22: hidup
4 23: nya sendiri, yang dipesan
4 25: dengan alasan
4 27: nyaman
4 55: si
5 -14: keju
5 -13: hijau
5 -12: bagi anda
5 -10: besar
5 -5: baik dan, bento, berkunjung di, bersantap di, bisa dibilang, cuma tempat, dalam mal, dalam nya
5 -5: dari hotel, dari ketinggian, dengan ayam, dengan kafe, disarankan, harga lumayan, ini mungkin
5 -5: jorok, kali ya, karena lokasi, kue dan, lama di, lembah, mengganggu, menghadap, menu masakan
5 -5: nya macam, nyamuk, repot, seharga, selamat mencoba, seram, sudah terkenal, sudah terlalu
5 -5: tergolong mahal, terlalu luas, ternyata tempat, tertata, tidak istimewa, tom, utama di
5 -3: banyak varian, buat nongkrong, cukup luas, harga segitu, kalau buat, pada malam, penyajian
5 -3: sebagai oleh, topping nya
5 -2: bagus di, dan pasangan, dan pelayanan, dari nasi, dari sisi, dimalam, dimalam hari, ditanya
5 -2: ditemui, ditemui di, membuat kami, menguras kantong, menjadi pilihan, sini juga, sisi
5 -2: walaupun tidak
5 -1: brownies, dan udara, di kasir, mengobati, mirip dengan, nongkrong dan, sini enak
5 0: bersabar, berwarna, dan sejuk, lumayan juga, lupakan, masakan nya, merupakan restoran
5 0: nya tebal, pas banget, pengunjung dan, saya sering, sehingga dapat, shuttle, sini saat
5 1: nya romantis
5 2: anda harus, bakso tahu, banyak anak, dan cepat, dengan pemandangan, dilalui, disediakan
5 2: favorit untuk, kalau akhir, karena jalan, kasih buat, legendaris, melewati jalan, piring dan
5 2: soal rasa, steak nya, terjun buatan
5 3: abu, bagi penggemar, berbagai menu, tercinta, terminal, total
5 4: dusun, dusun bambu, nan, orange, yang pernah
5 5: buat orang, memesan nasi, milik, sekarang jadi
5 6: kejahatan
5 7: nya panjang, sarang
5 8: sampah
5 9: asu, au, bawaan, copot, putus, suka dengan
5 10: akan ada, dipotong, fitur, tidak menyangka, waras
5 11: alasan, bongkar, nya pasti, terpotong
5 12: prof, tidak dapat
5 13: sudah punya
5 14: ditangkap, melelahkan
5 16: yang enak
5 17: zaman sekarang
5 19: zona
5 22: mending
5 32: kebanyakan, rusak
5 33: binatang
6 -6: amis, bertebaran, bolehlah, dengan pilihan, jalan nya, marah marah, memadai, memilih untuk
6 -6: mencapai tempat, mengalahkan, mereka sangat, pasta nya, pizza nya, semua ada, sport
6 -6: suka pedas
6 -4: apalagi kalau, dari steak, dulu tempat, gepuk, kami makan, mi rica, saya memilih, seperti saya
6 -4: yang agak
6 -3: banyak macam, ditawarkan di, free, mi dan, sih biasa, wagyu
6 -2: dengan level, halus, harga mahal, kios, level pedas, menu khas, modern, nya jangan
6 -2: pernah saya, pertama saya, sambil menunggu, transportasi
6 -1: long weekend, nya luas, per porsi, sereh, untuk cari, weekend
6 0: dibawa ke, kebun stroberi, lezat, mengantar, sapi dan, segala macam, sering ke, sewaktu
6 0: tidak jauh, yang dapat
6 1: ampera, bersebelahan, dilewatkan, kol, restoran dengan, saat liburan, tempat bermain, umur
6 2: bisa dapat, dan aneka, ledeng, nasi bakar, pisang goreng, sebuah rumah, terasa sekali
6 2: yang wajib
6 3: berkuasa, ke kampung, memanjakan mata, sangat keren
6 5: bangku, paketan
6 6: ini lebih
6 7: akan datang, beberapa
6 8: nya belum
6 9: ini memang
6 10: nya semua
6 11: buru buru, gua tidak, juga gede, kerja di, membiarkan, sabtu, urus
6 12: datar
6 13: ingin marah, memudahkan, menyesal, selama ini
6 14: dibutuhkan
6 15: ilmu
6 17: komplain
6 20: kurang
6 21: melulu
6 23: non
6 29: domba, patung
6 30: sengaja
6 37: kan
7 -12: saat ini
7 -9: lagu
7 -7: ampela, ati, ati ampela, buat yang, bubur, hang out, panjang dan, ramai dikunjungi
7 -7: rasanya standar, soto, suka banget, tapi kurang
7 -6: makanan biasa, perjuangan, tidak percaya
7 -5: angin, bisa juga, didapat, mi ini, nasi timbel, setiap ke, tidak terlihat, timbel
7 -4: cita rasa, gedung sate
7 -3: interior yang, kupon, makan apa, makan makanan, menguras, pakar, ragam, saya penggemar
7 -3: tempat parkir, yang dijual
7 -2: bus, dan siomay, daun pisang, dihitung, encer, melihat pemandangan, melimpah, nya harga, pohon
7 -2: rasanya pas, semua makanan, terletak
7 -1: bila ke, cukup jauh, dan kafe, dech, gudeg, resto ini, sambil makan, saya mengunjungi
7 -1: sejak zaman, setelah melihat, studio
7 0: baku, di samping, khusus nya, nongkrong di, utara, yang pas
7 1: agak kecil, dan ice, menyediakan menu, pelayanan nya, sangat terasa, sering sering, teman yang
7 2: cocok banget, ingin mencicipi, kelezatan, menu nasi, teras, warung bakso, yang menarik
7 3: bawang putih, dijamin tidak, murah banget, nya bersih, rugi, unik di
7 5: ayam nya, lucu
7 6: hiruk, hiruk pikuk, nafsu, pikuk
7 9: buat
7 10: bukan hanya, nya bukan, pekerjaan
7 11: angkat, baru tahu, belakang
7 12: lebih
7 13: daya
7 14: kok malah, punya otak, sepak, woi
7 15: ayo kita, biar tidak, negatif, nyinyir, rokok
7 16: monyet, udang
7 17: bergerak, gaji, sekali
7 18: sendirian
7 20: amat, tiada
7 22: tambah
7 24: hebat
7 25: di negeri
7 28: kotor
8 -8: jus, kerja bagus, menginap di, saya rasanya, terlalu spesial, untuk keluarga
8 -6: alternatif, beberapa menu, stand
8 -5: legenda, ribu per, sambel nya, saya pernah
8 -4: batagor dan, harus coba, mie nya
8 -3: cukup besar, dan restoran, kalinya, karena letak, sepuas, sepuas nya
8 -2: enak daripada, hotel, lainnya di, membuat, pasti nya, yang besar
8 -1: cocok untuk, kesukaan, kesukaan saya, khas di, permai, terdiri dari
8 0: aneka makanan, disantap, ice cream, sate nya
8 1: pelayanan cepat
8 2: dari mulai, lotek nya, terbang
8 3: siap siap
8 4: aku suka, food court, kompleks perumahan, latar, murah dan, pedas yang, zaman dahulu
8 5: dibangun, kayak nya, tulang
8 6: yang selalu
8 7: buat aku
8 8: dengan konsep, menyajikan, merah dan
8 9: ter
8 10: buru, kata kata, pengguna, sudah jelas
8 12: anak
8 13: buah, pelit, tkp
8 14: di akhir, merasakan, saya sedang
8 15: mengirim, ui
8 16: biarkan, hanya sekadar, itu hanya, padahal saya
8 18: bersikap
8 19: cemburu, yes
8 30: batu
9 -9: es krim, hang
9 -8: sejak
9 -7: standart
9 -6: asem, cita, ini juga, nya pas
9 -5: bebek nya, spicy
9 -4: bakmi nya, gejrot, okok, stroberi, tahu gejrot, tebal
9 -3: ekspektasi, pas
9 -2: dari zaman, kremes, ramai dan, semi, sempurna, tetapi tidak, tidak bosan, triliun
9 -1: keep, samping, tapi pemandangan, tersendiri
9 0: dan kentang, kali mencoba, menjadi tempat, untuk rasa, yang layak
9 1: dahsyat, latte, maupun, nasi bakmoy, pariwisata
9 2: bingung, di beberapa, ini sejak, jumbo, kehidupan, pelayanan juga, raya
9 3: kompleks, mantaplah, menutupi
9 4: dicari, kita inginkan, kumpul, lidi, masih kecil, sersan
9 5: mengurangi, seminggu
9 6: tidak pernah
9 7: di kawasan
9 10: berbelanja
9 11: pada masa, pendek, trotoar
9 12: rapi
9 16: tiba
9 17: ngomong, sudah jadi
9 18: diwaspadai, harus diwaspadai, kalah dengan, kena
9 19: bakar saja, hancurkan, pantesan
9 20: dibiarkan
9 23: doang
9 24: buta
9 26: memakai
9 27: banget sih
9 28: hewan
9 60: ternyata
10 -16: pilihan
10 -10: cukup mahal, macam macam, memanggil, tidak mahal
10 -6: ada rasa, saya pikir
10 -5: dikit, ini cukup, perubahan, rica
10 -4: bisa menjadi, masuk akal, pesan ayam
10 -3: ini merupakan, jadi kalau, juga sih, level, okelah
10 -2: bosan dengan, ice, taman
10 -1: jadi bisa, juga pas, membuat saya, telur, tetapi kalau
10 0: piala
10 1: kaleng, mengingat, pedas nya, pembayaran, porsi nya, rasanya biasa, rm
10 2: kecuali
10 4: saat malam
10 5: court, jangan pernah, tepat untuk
10 6: menangkan
10 12: yang dulu
10 14: pesawat, sebulan
10 15: ini karena
10 16: menunggu ada
10 17: impor, katakan
10 19: goblok
10 20: biang, kebohongan
10 23: salat
10 40: mati
11 -14: tinggi
11 -9: cocok buat
11 -8: pada umum, saung
11 -7: nya tidak
11 -4: dapat tempat
11 -3: bakso yang
11 -2: bangkrut, green tea, hujan, olahan, rujak
11 -1: air terjun, berjalan, bisa mampir, dibanding, nya akan, restoran nya
11 0: dari atas, tidak kesal
11 1: jenis makanan
11 2: bermain anak, garing, susu
11 3: irisan, rata rata
11 4: ada beberapa, dan bagus, hanya ada, kangkung, pencuci
11 5: air mineral, pribadi
11 6: pengecut
11 9: mineral
11 10: kualitas nya, milih
11 15: jualan, pesanan nya
11 16: dunia, masih kalah
11 19: payah
11 21: belakang nya, di pinggir, kabur
11 22: tembak
11 24: bukan nya, kau
11 27: dijadikan
11 28: wow
11 30: sudi, tidak sudi
12 -18: sarapan
12 -16: sekitar
12 -14: karena saya
12 -9: bebek
12 -6: enaklah, memang bagus
12 -5: daun
12 -4: bumbu nya, usah ragu
12 -3: deh sama, sambel
12 -2: long
12 -1: food, prasmanan, sejak lama, tempat nongkrong
12 0: segitu
12 1: juga sudah, kafe yang, mengenyangkan
12 3: adalah makanan, berkat, dan tentunya
12 4: foodcourt, liwet, nasi liwet, tidak bakal
12 5: ke arah, sumpah
12 7: masakan rumah
12 10: mei
12 13: bersyukur
12 15: juga
12 19: bek
12 23: sebelum
12 24: dikira, pecat
12 26: bagus, tidak berani
12 34: panas
13 -13: tempat duduk
13 -10: rasa biasa
13 -7: d
13 -4: ragu, yang sedang
13 -3: perjalanan
13 -2: kiri
13 -1: alam, bahaya, batagor ini, bisa melihat, cukup banyak, penutup, sayang nya
13 0: bakso, nya hanya
13 2: yang diberikan
13 3: muak, walau
13 7: berbohong
13 8: menjadikan, parah
13 11: menggunakan jasa
13 16: balik, dipesan
13 20: ketahuan
13 26: nya dia
13 30: harus nya
13 33: macet
14 -15: nya lebih
14 -12: apabila
14 -10: nya cukup
14 -5: mau makan
14 -3: pinter, wisata kuliner
14 -2: kualitas
14 -1: bakmi, kue, serasa
14 0: ayam dan, yang kurang
14 1: gelas, kambing, kenal
14 2: ini salah, kampus
14 3: diajak makan, iga bakar
14 4: dapat
14 8: malas, perbedaan
14 9: ramen, tea
14 10: ke sana
14 11: ku
14 12: orang nya
14 16: bentuk
14 17: kebahagiaan, mengambil
14 18: pinggir
14 22: anak anak
14 23: sulit
14 24: sendiri
14 25: nya saja, terlalu banyak
15 -8: berbagai macam, jauh dari, pedas
15 -5: rasa dan
15 -4: kaki, ribet
15 -3: ada bakso
15 -2: suasana
15 -1: bersama keluarga
15 0: aroma, berdiri, dicoba, menu pilihan, tidak begitu, walaupun
15 2: bisa jadi
15 3: iri dengan, menghabiskan
15 8: beda
15 9: tulus
15 17: lambat
15 19: di bawah
15 20: sehingga
15 22: suka
15 23: nya
15 26: dasar
15 34: pantas
16 -11: alot
16 -6: bersantap
16 -5: terkadang
16 -4: mencicipi
16 -3: nya kecil
16 -1: letak nya
16 0: antrean, cenderung
16 1: lotek
16 2: enakan
16 6: jaga, otak nya
16 7: bermain, sapi
16 8: jelek
16 10: agak
16 12: dijamin
16 21: kaum
16 26: alay
16 36: mahal
17 -7: salah satu
17 -2: di sekitar, duduk
17 -1: letak
17 1: green, tentunya, utama nya
17 2: siomay
17 4: dengan suasana
17 8: lampu
17 9: dan sangat
17 10: wisata
17 11: makanan nya, waktu
17 14: rasa yang
17 16: segala, terletak di
17 28: lah
18 1: sangat ramai
18 2: bakmoy, terjun
18 3: dengan baik
18 4: setiap kali
18 7: kesal, menyempatkan
18 9: tenang
18 10: fitnah
18 20: bawah
18 24: bakar
18 31: kecewa
19 -6: ramai
19 -2: kampung daun, kenyang
19 4: dengan rasa
19 15: banget kok, jauh
19 26: tidak usah, usah
19 30: biasa
19 35: tetapi
20 -10: terasa
20 -8: tidak kecewa
20 -2: saus
20 2: mungkin
20 10: aneka
20 11: nasi goreng
20 25: jasa
20 31: haha
20 44: otak
20 45: muka
21 6: anda akan
21 10: itu sangat
21 12: sate
21 33: enak
21 35: tertarik
21 46: sama
21 62: malah
22 -3: nya enak
22 3: bohong
22 5: diajak
22 6: saya yakin, sop
22 21: apresiasi
22 26: bangsa
22 34: seperti
22 39: duit
23 -1: warung
23 0: tidak marah
23 1: di luar, makanan barat
23 3: untung
23 5: kebaikan
23 7: nilai plus
23 17: tengah
23 56: maka
24 -3: nongkrong
24 3: tempat makan
24 5: pernah
24 15: saya sangat
24 36: cuma
25 -6: benar benar
25 -5: mampir ke
25 -2: melewati
25 8: layak
25 11: ikhlas
25 29: masalah
26 6: ayam
26 11: di dalam, sederhana
26 15: paling
26 16: akal
26 33: cerdas
26 42: pemimpin
27 -6: liburan
27 0: marah
27 54: jelas
28 -1: mampir
28 0: makan malam
29 42: semua
30 -12: menu nya
30 7: cukup
31 13: kopi
31 29: semakin
31 64: padahal
32 -3: kuliner
32 5: makan
33 -10: tidak terlalu
33 5: dekat
33 57: ayo
34 7: wajib
36 15: bosan
36 26: rasanya
37 14: tempat nya
38 8: beliau
38 46: pasti
39 18: restoran
48 16: selalu
52 9: kafe
53 28: plus
"""

WEIGHTS: Mapping[str, tuple[int, int]] = {
    piece: (int(numbers.split(" ")[0]), int(numbers.split(" ")[1]))
    for numbers, found in (line.split(": ") for line in _PIECES.splitlines())
    for piece in found.split(", ")
}
