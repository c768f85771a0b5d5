"""What words and pairs of words say of a message: (good, bad), in steps above neutral. Data only.

Made by `python -m tools.train_sentiment`; never edited by hand. Learnt from the reviews of SmSA (IndoNLU,
https://github.com/IndoNLP/indonlu, Apache-2.0), part for training: see NOTICE.
"""

from __future__ import annotations

from collections.abc import Mapping

STEP = 0.05
# (good, bad) above neutral where the lists know no word.
SILENT = (-0.591, -0.561)

_PIECES = """\
-56 -57: novanto
-50 26: spesial
-49 -36: rp
-46 -31: sarankan
-45 -22: ri
-44 -10: kata
-43 -51: danau
-41 -36: amp
-40 -37: resmi
-40 -19: tanggal
-37 -43: ipul
-36 -33: jagoan
-36 -23: lengkap
-35 -27: lengkap nya
-35 -11: berita
-34 -42: atm
-34 -35: melalui
-33 -29: gelar
-32 -30: sosial
-32 -26: mizwar
-31 -46: kapal
-31 -45: tahun baru
-30 -37: hasil
-30 -34: minimal
-30 -12: bertanya
-30 -10: pesan langsung
-30 15: cepat
-29 -41: blok
-29 -25: video
-28 10: favorit
-27 -30: dapatkan
-27 -28: gas
-27 -26: bahan
-27 -24: adik
-27 -22: yenny
-27 -10: info
-27 27: yang spesial
-26 -31: foto
-26 -21: nya untuk
-26 -15: bersaing, pengalaman
-25 -40: bertemu
-25 -25: pembelian
-25 -20: alat, besar nya, terhormat, yang terhormat
-25 -14: peralatan
-25 -9: harapan, menyediakan
-24 -36: nya di
-24 -21: kegiatan
-23 -21: bebas
-23 -13: tembus
-23 -3: genggam, telepon genggam
-22 -36: sejumlah
-22 -27: nya dengan
-22 -24: unggul
-22 -13: ulang
-22 5: bersih
-21 -42: e
-21 -29: sapu
-21 -20: berikut
-21 1: sudah habis
-21 7: menarik
-20 -38: status
-20 -24: putuskan
-20 -20: diproses
-20 -4: berkata
-19 6: media
-18 -24: usai
-18 -23: majelis
-18 -21: kata nya, terima kasih
-18 -20: sebelumnya
-18 -12: jenderal
-18 -11: parkir nya
-18 -9: maaf
-18 -6: kelompok
-18 -5: hal
-17 -34: new
-17 -32: bekas
-17 -27: periksa
-17 -23: quick
-17 -21: sebut
-17 -20: bekerja, perangi
-17 -16: motor
-17 -10: yang akan
-17 -5: festival
-17 15: said
-17 20: yang istimewa
-16 -32: klaim
-16 -24: menyatakan
-16 -22: selamat pagi
-16 -20: universitas
-16 -16: lahan
-16 -14: maksud nya, pihak
-16 -7: nya pada
-16 -5: nasib
-15 -30: tambahan
-15 -20: akan, super
-15 -19: usung
-15 -16: publik
-15 -11: kasus
-15 -8: waktu makan
-15 0: kaget
-15 2: rumah tangga
-15 16: memuaskan
-15 29: tidak sesuai
-14 -23: pengurus
-14 -21: menanyakan
-14 -17: maksud
-14 -15: online
-14 -13: masak
-14 -9: melakukan
-14 -8: siap
-14 -5: menggunakan
-14 -4: menyampaikan
-14 -1: kasih
-14 7: banyak nya
-14 14: diri nya
-14 18: hati
-14 29: manis
-13 -23: atas
-13 -18: surya
-13 -16: gratis
-13 -15: menyediakan berbagai
-13 -13: salah
-13 -11: dilakukan
-13 -8: pintar
-13 3: special
-13 5: langsung ke
-12 -26: sahabat
-12 -24: memastikan, vs
-12 -22: biru, yang baru
-12 -16: kondisi, sebesar
-12 -7: bung
-12 -5: monas
-12 -3: pernyataan
-12 7: pengunjung
-12 8: kalah
-12 12: juga sangat, jujur
-12 13: lumayan
-12 18: terkenal
-11 -22: e ktp
-11 -21: umum
-11 -20: internal, panggung
-11 -16: mengatakan
-11 -15: jual
-11 -13: mendekat, sugar
-11 0: tenggelam
-11 10: aneh
-11 16: enak dengan
-11 24: sayang
-11 26: senang
-10 -30: mundur
-10 -21: dikelola, yuk
-10 -20: mui, terbaru
-10 -19: film, saat berkunjung
-10 -18: kursi
-10 -17: laut, menyebut
-10 -14: ini bikin, sedang
-10 -11: aparat, jarak
-10 -10: cream
-10 -7: terakhir
-10 -5: drama
-10 -3: terlebih
-10 10: bagus tapi, bayar mahal, menyediakan makanan, porsi kecil
-10 20: daripada
-10 38: baik
-9 -34: menolak
-9 -33: gunung
-9 -11: pedagang
-9 -10: komisi
-9 -8: as, soal
-9 -5: real
-9 -4: kelas, menyiapkan, sementara
-9 2: nya ingin
-9 3: staf
-9 4: boneka
-9 7: para
-9 9: janji janji, nyaman banget, restoran juga, review, setuju dengan, terlalu manis
-9 12: agak kecewa, yang menjadi
-9 13: lebih murah
-9 18: seru
-9 23: bahkan
-8 -21: pendamping nya
-8 -19: keok
-8 -17: mengikuti, reformasi
-8 -16: di tepi, diduga, tepi
-8 -11: sebagai
-8 -10: daftar, pasukan
-8 -8: awal tahun, logo
-8 -7: pemimpin yang
-8 -3: dinas, dur, meat
-8 -2: sesaat
-8 1: cocok nya
-8 4: sum
-8 8: adem, bisa menikmati, dengan restoran, di bagian, menjadi favorit, nya juara, nya manis
-8 8: nya nyaman, ramah dan, rasanya lebih, yang juara, yang mahal
-8 9: makan nya
-8 10: lanjutan
-8 12: nya sangat, pada saat
-8 18: karena tidak
-8 22: area
-7 -15: ke depan, motif
-7 -10: by, lilin
-7 -9: listrik
-7 -7: pedagang kaki
-7 -6: mohon maaf
-7 -5: hamzah
-7 -4: integritas, pakta, pakta integritas
-7 -3: ban
-7 1: barisan
-7 7: acara keluarga, baik baik, batagor riri, buat para, dan pas, enek, membantu, membayangkan
-7 7: merokok area, nya menarik, nya menurut, pasti sudah, rasa dari, saya bersama, sekali tidak
-7 7: siapapun yang, sih enak, sih rasanya, tampak, tapi ternyata, tetapi yang, tidak spesial
-7 7: yang memiliki, yang terkenal
-7 9: saya langsung
-7 11: ketika saya
-7 13: apa nya
-7 25: manusia
-6 -28: terbuka
-6 -15: nya buat
-6 -13: mengusung, salam
-6 -11: tanah abang
-6 -8: sebagian
-6 -6: mulyani
-6 -4: kaki lima, premium
-6 -2: bersama
-6 0: sang
-6 6: acara makan, asam manis, asri, baik dari, berbumbu, berempat, buku menu, darah, di pintu
-6 6: disajikan sangat, enak makan, lemon, lumayan baik, memang tempat, nya restoran, nya secara
-6 6: nya sudah, pemandangan bagus, penyanyi, perpecahan, puas banget, sangat baik, saya biasa
-6 6: saya kecewa, sedang penuh, selera saya, senang banget, seperti restoran, tahi, tahu tempe
-6 6: terkenal enak, terlalu lama, untuk steak, yang baik, yang seperti
-6 9: bermutu, dan nyaman, pertanyaan, sangat biasa, selalu macet, seperti orang
-6 11: ada masalah
-6 12: pancake
-6 13: cupu, seberapa
-6 14: menarik untuk, plastik
-6 15: sebenarnya
-6 20: selesai
-6 21: bangkit, omongan
-5 -29: bakal
-5 -24: games
-5 -16: penampilan
-5 -15: outlet
-5 -9: ibadah, kepada
-5 -7: kotak, sby, subsidi
-5 -6: yang berada
-5 -4: pada tanggal, salad
-5 0: gps
-5 1: harus
-5 3: kekuasaan
-5 5: agak kotor, ataupun keluarga, beberapa teman, boleh dicoba, buat keluarga, cukup unik
-5 5: dan melihat, datang juga, di batagor, dipajang, disayangkan, dish, gerombolan, harus ke, homey
-5 5: interior restoran, kami pun, karapitan, karena itu, kecoa, kotor dan, lebih cocok, lupa nama
-5 5: makan mi, memang relatif, memang sangat, mereka juga, merokok di, mi di, misal, namun sayang
-5 5: nya asik, nya dalam, nya daripada, nya makin, sanggup, santai santai, side, side dish, soda
-5 5: strategis karena, sudah agak, teman atau, tempat berkumpul, terlalu pedas, terlihat seperti
-5 5: tetapi ada, tidak merokok, yang pasti
-5 6: area parkir, manual, sangat unik
-5 7: langganan, pas saya, sedikitpun, sejuk dan, suasana resto
-5 8: hasil nya, mata nya
-5 9: mengandung, tetapi untuk
-5 10: keseluruhan baik
-5 12: nya sama
-5 13: terbukti, tidak seperti
-5 15: oh
-5 19: kelihatan
-4 -28: nya jadi
-4 -13: yang telah
-4 -9: rawit
-4 -8: balon, dari bumi, miliar
-4 -5: melaporkan
-4 -3: pertimbangan
-4 -1: tanpa
-4 0: cerita, seorang
-4 4: abang, ahokers, anda juga, apalagi buat, apik, banyak sehingga, beef steak, bisa sekalian
-4 4: cinta produk, cukup sekali, dan chicken, dan enak, dan mencoba, dan mengobrol, dan setelah
-4 4: dan sirloin, dari pelayan, dengan layanan, dengar, dihidangkan di, dilihat dari, diskusi, fu
-4 4: hati nya, jadi mau, jadi orang, jamur nya, kalau sedang, karena penasaran, kecewa sama
-4 4: kendaraan umum, khas nya, lalat, lawang, lawang wangi, leci, lokasi sangat, lumayan bagus
-4 4: mahal dan, mahal untuk, manis banget, melakukan reservasi, memilih tempat
-4 4: memiliki pemandangan, menikmati steak, nya mahal, nya memuaskan, nya rumah, nya tapi, nyali
-4 4: omong, paling bagus, pas di, pengap, ramah ramah, restoran sangat, ring, ringan yang
-4 4: romantis sekali, saat jam, sama enak, sama orang, sana dan, sangat disayangkan
-4 4: sangat mengecewakan, sangat penuh, sangat sejuk, sangat strategis, sangat variatif, saya kira
-4 4: sekitar jam, sini lebih, staf nya, sudah dingin, talaga, tapi sangat, teriak teriak
-4 4: terkenal di, tidak terawat, udara segar, untuk bersantai, utama adalah, ya lumayan
-4 4: yang begitu, yang langsung, yang lengkap, yang melayani
-4 5: bahkan tidak, nothing, yang khas
-4 6: dengan gaya, karena udara, kendaraan, kualitas makanan, nasi dan, waktu di
-4 8: nya kayak, panggang, tapi rasanya
-4 10: menjelang, susah bangkit
-4 11: ini sangat, ramai ramai, saran saya, telat
-4 12: cukup nyaman, ngapain
-4 13: langsung, setengah jam
-4 14: harus di, takut
-4 16: nya terlalu
-4 17: bikin
-4 18: di depan
-4 19: tepung
-4 24: sama sama
-3 -19: ahy, cabai, roti
-3 -17: pertemuan, terdapat
-3 -12: yang punya
-3 -7: group, pengganti
-3 -6: dengan membawa, itu adalah, nya nanti, telah
-3 -5: belum dapat, keluarga dengan
-3 -4: kemacetan
-3 -2: syarat
-3 -1: diiringi, ii
-3 2: sekolah
-3 3: abuba steak, adalah rasa, ala barat, alangkah, alat makan, anak saya, andalan nya, antara nya
-3 3: area restoran, artis, asin nya, bagian dalam, bakpao, balok, banget apalagi, bangunan yang
-3 3: bebek goreng, beberapa macam, begitu banyak, beragam pilihan, berasa banget, bersama rekan
-3 3: bersantai dan, biasa sekali, bisa dijadikan, box, box di, buat kumpul, buat santai
-3 3: buntut bakar, buntut dan, burger dan, cabe nya, cafe nya, chicken katsu, chinese, chocolate
-3 3: crispy, cukup variatif, cukuplah, daging dan, dan adem, dan beberapa, dan beragam
-3 3: dan bervariasi, dan bikin, dan cocok, dan iga, dan kolam, dan mencari, dan menunggu, dan mi
-3 3: dan saat, dan sesuai, dari beberapa, dengan bangunan, dengan batagor, di semua, diatas
-3 3: diatas nya, dijadikan tempat, dikelilingi, dine, enak saja, enak tetapi, hanya sedikit, hejo
-3 3: hot chocolate, ijo, industri, ini lumayan, ini pertama, instagramable, isteri, its, itu bikin
-3 3: jadi favorit, jadi malas, jam lebih, jatuh ke, jatuh pada, juga terjangkau, juga unik
-3 3: jujur saja, kalau dipakai, kalau melihat, kali berkunjung, karena beberapa, karena kalau
-3 3: karena kita, karena terletak, kasih tahu, kata saya, katsu, kerang, ketika sedang, konsumsi
-3 3: kue balok, kumpul bareng, kurang ramah, lebih tepat, lidah saya, lingkungan yang, luas dengan
-3 3: lumayan bersih, lumayan dan, lumayan sih, lumayan terjangkau, mahal dari, makan khas
-3 3: makanan masakan, makanan tergolong, mal istana, mampir dan, masih sama, mau marah, melayani
-3 3: memang cocok, membingungkan, membuat tempat, memiliki citarasa, menarik sekali, menempati
-3 3: menemukan nya, mengandalkan, mengerti, mengobrol dengan, menu mi, menyukai tempat
-3 3: merasakan sensasi, mereka memiliki, mikir, music nya, nongkrong karena, nya baik, nya beda
-3 3: nya begitu, nya dapat, nya empuk, nya favorit, nya lama, nya nasi, nya pemandangan, nya rp
-3 3: nya tergolong, nya variatif, parkir yang, pasangan anda, pecinta kuliner, pencahayaan
-3 3: pendatang, penyajian makanan, percaya sama, pertama mencoba, pertama yang, pesan beberapa
-3 3: pesan minum, petugas nya, pilihlah, porsi nasi, potato, pulang dari, rasa ikan
-3 3: rasanya menurut, rasanya sama, rata saja, rawit yang, rekan rekan, ribut, romantis dan, ronde
-3 3: saja harus, sajian makanan, sambal hejo, sangat asri, sangat berbeda, sangat mudah
-3 3: sangat santai, saya enak, saya jatuh, saya karena, saya menunggu, seafood yang, season
-3 3: segi rasa, sekali saja, selain bakso, selain harga, semua masakan, seperti makanan
-3 3: seperti warung, sesak dan, sesuai untuk, sini menyediakan, sodara, steak enak, suasana cukup
-3 3: suasana restoran, suki, suki nya, tempat baru, tetapi bisa, thai, tidak layak, tizi, udon
-3 3: untuk kelas, worth, worth it, yang bersih, yang lumayan, yang merokok, yang segar
-3 4: harus mengantre, kakap, pencinta, sih menurut, tidak heran
-3 5: bersantai, dan variasi, mengganti, resto sangat, tapi pas
-3 6: ditata, tahu goreng, tapi karena
-3 7: enak hanya, hal hal, not rekomendasi, penasaran dengan, untuk mengambil
-3 8: dengan beberapa, doyan, sesuai harga
-3 9: lengkap dan, mengaku, terjebak
-3 10: kehilangan
-3 11: yang terletak
-3 14: saat itu
-3 15: karena banyak
-3 16: campur, sejenis
-3 20: pelayan
-3 21: menikmati
-3 25: mari
-2 -8: berikan, goreng dan
-2 -5: dengan tema
-2 -4: dpp
-2 -2: saya hanya
-2 1: nga, nga ku
-2 2: adalah favorit, agak sempit, air yang, akibat, alam yang, alunan musik, ampera yang, asik dan
-2 2: atas bukit, atau pasangan, atau sekadar, atau teman, bakar yang, bakso ini, banget jadi
-2 2: banyak lalat, banyak terdapat, bareng pacar, bawa anak, berbintang, besar di, betah berlama
-2 2: biasa saya, bolu, brokoli, buang buang, buat apa, burgundy, cappucino, chef, cireng
-2 2: cukup baik, cukup untuk, dan akses, dan cenderung, dan daging, dan interior, dan pelayan
-2 2: dari rasa, dari resto, deh makan, dekorasi yang, desain dan, di waktu, diberikan sangat
-2 2: dipajang di, disimpan, disukai, elegant, enak menurut, eror, even, favorit di, fried
-2 2: furniture, gemar, goreng tepung, hanya makan, harga pas, harga sedikit, hotel tempat
-2 2: ini biasa, ini membuat, ini nyaman, jalan progo, jam sibuk, jika dibandingkan, jika makan
-2 2: judes, juga sesuai, kalau menurut, kamar mandi, kami sangat, karena pemandangan, karena rasa
-2 2: karena selalu, ke warung, keliatan, keliatan nya, keluar nya, keluarga juga, keluarga makan
-2 2: kematangan, keras dan, kita betah, kongkow kongkow, lampu merah, langsung di, lapangan
-2 2: lebih mahal, lemon tea, lokal dan, lokasi restoran, makan batagor, makan favorit
-2 2: makan langsung, makan pakai, makanan cepat, malah lebih, mampir di, mandi, manis nya
-2 2: manis yang, marah ke, maret, martabak, masuk restoran, memang sih, membangkitkan, memilih dan
-2 2: memiliki suasana, menawarkan menu, mencoba makanan, menghirup, menu lainnya, merupakan salah
-2 2: mozarella, mushroom, natural, nya asri, nya berasa, nya diperbaiki, nya kental, nya lucu
-2 2: nya relatif, nya tetapi, one of, open air, para pelayan, pas masuk, pas tidak, pasangan atau
-2 2: pelengkap, penasaran untuk, pesan kepiting, pete, plain, polos, presentasi, rasa bakso
-2 2: rasa manis, rasa mi, rasanya agak, rasanya pun, restoran mewah, restoran tidak, salah nya
-2 2: sama nasi, sangat cocok, sangat terkenal, satu hal, saya direkomendasikan, saya hampir
-2 2: saya lupa, saya pertama, sebelumnya kami, sederhana dan, sederhana tapi, segelas, selalu enak
-2 2: semahal, senang karena, senang sekali, seolah, sesak, sesuai harapan, sesuai kualitas
-2 2: setelah saya, sini sama, steak salmon, sudah seperti, suhu, suka nya, tali, tanggap
-2 2: tempat lesehan, terdapat restoran, terlihat dari, ternyata benar, terutama saat, tetapi tetap
-2 2: tidak bakalan, tidak cukup, tidak digoreng, tingkat kematangan, udang goreng, udara yang
-2 2: untuk dimakan, untuk mi, yang bawa, yang disediakan, yang lembut, yang panas
-2 3: jangan pas, kelembekan, khas dari, terjamin
-2 4: apalagi di, bangun, eksklusif, hari jadi, pergi ke, terkenal dengan, yang kecil
-2 5: di gedung, direnovasi, hari sabtu, koki, pelayan dan, saat masuk, singgah, suap, sushi nya
-2 6: diminta, kalau cari, saya mampir, sup, untuk berfoto
-2 7: be, setelah, teriak
-2 8: bisa dipercaya, dan batagor, dipercaya, duduk nya, kelakuan, so, yang menawarkan
-2 9: asap, macet di, saya ku, seenak, tidak seenak
-2 10: hendak, utang
-2 11: tidak nyaman
-2 12: ternyata yang, tidak untung
-2 15: tidak cocok
-2 17: sana sini
-2 21: khas
-2 26: nyaman
-1 -14: saat ini
-1 -13: hidangan
-1 -8: jiwa, keju
-1 -7: digoreng
-1 2: ide, pas makan
-1 3: atau keluarga, diperlukan, ini restoran, kambing nya, karena ini, kata teman, ke dusun
-1 3: mi rebus, minimalis, pantat, sehingga membuat, sudah beberapa, tidak membuat
-1 4: akhirnya kita, antre untuk, bayangkan, dikunjungi oleh, harus sabar, jadi masih, kecil sekali
-1 4: kelewat, lumayan enak, makanan lumayan, masih sepi, nya dulu, pilihan sambal, terakhir saya
-1 4: terawat, yang bersahabat
-1 5: bakar dan, ekor, makan sate, peak, pilihan utama, rekomendasi teman, rute, yang kuat
-1 5: yang sesuai
-1 6: bertanggung jawab, dengki, dikenal, menikmati pemandangan, rasa masakan, standar masakan
-1 6: yang jelas
-1 7: berikut nya, logika, manusia ini
-1 8: buntut, dia juga, moral, sushi
-1 9: aturan, cetek, keseluruhan, penghianat, penguasa, secara keseluruhan, situasi
-1 10: bahagia, disuruh, favorit saya, tapi rasa
-1 11: berkeliaran, lenyapkan
-1 12: kali ke
-1 13: jangan sok
-1 15: banyak pilihan
-1 16: pendapat
-1 19: pegawai
-1 23: kasihan
-1 27: seharusnya
0 -15: bank
0 -13: merupakan, nya standar
0 -11: ribu
0 -9: untuk jadi
0 -7: jari
0 -3: inginkan, maupun
0 2: ada waktu, ambil sendiri, banyak kafe, bodoh, hampir tidak, saya pribadi, terakhir ke
0 3: basi, dijangkau dari, keluarga untuk, lalapan, mangkok, memesan sop, misalnya, ramai pada
0 3: reservasi, restoran lain, sembari menunggu, sesungguhnya, sierra, sierra kafe, suka makan
0 3: udang bakar
0 4: bakar madu, berkumpul dengan, daging yang, dengan desain, ini letak, nya rasa, oleh pelayan
0 4: panggang nya, ramen dengan, ramen nya, rasa ramen, sangat sangat, serius
0 5: beberapa tempat, berkedok, cuma bisa, dulu tidak, kekuatan, lebih banyak, m, nya ramah
0 6: amat sangat, balik ke, kok malah, yang disajikan, yang kata
0 7: jadi ya, kali datang, nasi ayam, setelah makan, to dicoba
0 8: fitur, gue, kekinian, langit, non smoking, tingkat, untuk soal
0 9: datang pada, setelah menunggu
0 10: buni, sifat, zaman dulu
0 11: dimakan
0 12: dan rasanya, percaya dengan
0 14: dipecat, oreo
0 15: bongkar, juga yang, tentu
0 16: tersebut, zaman
0 17: habiskan, kaca
0 20: minus
0 22: banding, tidak ikut
0 30: cocok
0 32: turun
1 -14: untuk mendapatkan
1 -13: lapor
1 -7: ikutan, kesabaran
1 -2: pemesanan
1 2: banyak hal, bersahabat, dibayangkan, flat, hanya karena, ini seperti, karena kebanyakan
1 2: kepedasan, lepas, menyajikan makanan, pesan iga, protes, rekomendasi buat, sehari hari
1 2: tetapi ternyata, tingkat kepedasan, tipu
1 3: akses nya, begitulah, belum menemukan, dengan pelayanan, dengan sedikit, kami menginap, kemasan
1 3: lain kali, makanan rumahan, mbps, mendekati, nyaman di, pas ke, saya kesal, suka dan
1 4: angus, kopi dan, lebih mirip, lounge, tetapi harga
1 5: besi, cuaca, cuaca dingin, lupa coba, mahal karena, nya menjadi, pelayan tidak, pilihan saya
1 5: tempat buat, tempat enak
1 6: alias, aneh aneh, ciri, kartu kuning, kebun binatang, menikmati makan, murah tetapi, nya makan
1 6: sadar
1 7: kepentingan, provokator, saya pergi, strategis
1 8: jadi pilihan, kerja di, menyebalkan, pada akhirnya, pun saya, rasanya tidak
1 9: cepat banget, itu pun, jenuh dengan, wajar
1 10: dan saus, kebencian, kena, malu, rasa standar
1 11: perusahaan, saya dapat, seni
1 12: percuma
1 13: beef
1 15: kurang memuaskan, tidur
1 17: curiga, sekadar
1 20: nya kalau
1 22: setengah
1 26: bersatu
1 33: maka dari
2 -11: tinggal
2 -7: akbar
2 -5: sedangkan
2 -2: ada nasi, alam terbuka, asik banget, bagus untuk, baik dan, bareng teman, beberapa restoran
2 -2: bepergian, berbentuk, berdekatan, berputar, berputar putar, cocok bagi, dan dekorasi, dan luas
2 -2: dan nongkrong, dan sejuk, dari ikan, dekat rumah, dekorasi nya, deras, diberikan oleh
2 -2: dimiliki, enak banyak, fine, fine dining, gampang dicari, hanya rasa, harus dicoba, hijau yang
2 -2: informatif, ini sedang, jalan pajajaran, juga baik, juga jadi, juga karena, kafetaria
2 -2: kaki sapi, kaldu, kategori, kenyang banget, kerapu, kumpul kumpul, langsung dapat
2 -2: lantai paling, lebih besar, lihat pemandangan, mahal dengan, mahal menurut, masakan makanan
2 -2: masuk resto, memang paling, mencoba makan, mengundang selera, nanas, nongkrong sama, nya bakso
2 -2: nya harus, nya resto, oli, out bareng, pada waktu, pahit, pajajaran, paling atas, parkir luas
2 -2: parkiran cukup, pas buat, pelanggan setia, pelayanan di, peristiwa, pernah kecewa, pesan es
2 -2: petik, pilihan tempat, piring yang, promosi, rasa masih, rasa saus, rasanya aneh
2 -2: rekomendasi untuk, resto lain, restorant, roti nya, ruangan yang, sangat berkesan, sangat pas
2 -2: sate ini, saya pasti, sayur nya, sebandinglah, sebandinglah dengan, sebelah kanan
2 -2: sehingga kurang, sekali kali, sempit dan, seperti makan, setelah lelah, shopping, sini enak
2 -2: sini lumayan, sini termasuk, sirloin steak, sudah kenyang, sudah sangat, suka sekali
2 -2: tengah sawah, terkenal sejak, terus terang, tiap hari, tidak cuma, tidak hanya, tidak luar
2 -2: tidak memuaskan, timbel nya, tinggi dan, tom yum, tradisional yang, vip, yang dimiliki
2 -2: yang keren, yum
2 -1: dengan udara, ditambah dengan
2 0: berhubung, dan kue, mahal tapi, semua menu, untuk rasanya, yang unik
2 1: abu, banget dari, banyak jenis, beralaskan, beralaskan daun, berbagai rasa, bgtu, bioskop
2 1: cuma ada, dan kursi, dan lalapan, dan mengenyangkan, dapat dilakukan, dari mi, dengan live
2 1: di food, dilengkapi, dilengkapi dengan, hanya memesan, ini dikarenakan, ini memiliki
2 1: karena malam, kerasa, keripik, kesulitan, maka saya, menawarkan berbagai, menikmati makanan
2 1: menjual makanan, menyesal deh, merayakan hari, penyewa, ribu saja, satu alternatif
2 1: secara langsung, seperti kita, yang yummy, yummy
2 2: hanya bisa, kecap dan, the peak
2 3: besar yang, kabut, kejahatan, lebih suka, licik, pecat saja, pekat, rupa, steak yang
2 3: tapi malah
2 4: adalah sebuah, bahaya laten, bisa nya, dengan ramah, disambut dengan, kali masuk, kalian semua
2 4: kami memutuskan, kesan pertama, laten, pssi, ruhut, sekali di, singkong
2 5: anak bangsa, angkutan, angkutan umum, bagaikan, ini malah, jago, juga masih, mahal sih
2 5: membedakan, musnahkan, ringan dan, server, tanpa ada, ternyata memang, yang dicari
2 6: berangkat, berhenti, depan dan, di dekat, dulu waktu, mengetahui, untuk dapat
2 7: berfoto, over, serba, terasi
2 8: ke luar, luar negeri, parit, tentang
2 9: asam, biar bisa, lari, nya pasti, yang hanya
2 10: cara nya
2 12: ampun, di mata
2 13: jadi jangan, sejarah
2 14: amat, chicken, guna
2 15: rumahan
2 16: grup, jadi, teman saya, tipis
2 18: disajikan, yang enak
2 19: baterai
2 20: jangan berharap, nya sendiri, potong
2 27: kebanyakan
2 28: penjara
2 31: kayak
3 -9: akses
3 -4: digunakan untuk
3 -3: anak dan, antri, banget makan, berkesempatan, bubur ayam, classic, cukup lumayan, daging ayam
3 -3: daging sapi, dari restoran, desain interior, di saung, dijual di, enak juga, goreng kering
3 -3: halaman, hampir semua, hari karena, hari libur, hindari, hits, ijo nya, istimewa dari
3 -3: jadi harus, kalau makan, kanan jalan, karena porsi, ke mal, ke nasi, kol, kuah yang, lada
3 -3: lada hitam, lumayan mahal, macam nya, makanan penutup, makanan utama, mampir untuk
3 -3: membawa keluarga, mencari suasana, mendoan, mendoan nya, menguras kantong, menyantap
3 -3: menyantap makanan, nasi bancakan, nya disajikan, pelopor, per porsi, perbukitan, pizza dan
3 -3: pricey, putar, ramai banget, rasanya juga, rasanya sih, salmon, sana untuk, saung yang
3 -3: saya salah, sekali tempat, seperti pada, sesuailah, sofa, suasana kafe, susah parkir, teman di
3 -3: tempe mendoan, tergolong, terlalu istimewa, tersembunyi, tidak banget, tidak terasa
3 -3: yang biasa, yang didapat, yang ternyata
3 -2: bingung mau, dahulu, ditemani, karena waktu, kelaparan, sabun
3 -1: antrian nya, beberapa kali, dan merupakan, dan pelayanan, dengan nuansa, ini mempunyai, kocek
3 -1: menghabiskan waktu, nuansa alam, pas sampai, saung di, tidak rugi, toko nya
3 0: dan pasangan, dan udang, dengan tambahan, dimulai, dimulai dari, duduk dan, jauh jauh
3 0: masakan nya, mencari parkir, pengunjung bisa
3 1: cincau, dan gelas, dibandingkan, entah kenapa, gelas nya, ground, keluarga saya, urat
3 1: yang terasa
3 2: antre, dan tentu, makanan standar, perkembangan, saya penasaran
3 3: mau cari
3 4: bertahan, diantar, diantar ke, enak di, namun setelah, sampah
3 5: batas, bek ui, bubarkan, bubarkan saja, kampungan, pakai bahasa, saat akhir, saya merasa
3 5: semakin banyak, smoking
3 6: alhasil, bangku panjang, belum pernah, bersama sama, memakan, memang di, memanjakan, nya belum
3 6: pakai banget, pake, posisi nya, sejak era, sudah hampir, tanyakan, terutama, yang nongkrong
3 7: beuh, buih, itu juga, kacau, ke daerah, kolak, lama menunggu, nge, perempatan, registrasi, usir
3 8: bisa memilih, medsos, suka dengan
3 9: nilai untuk
3 10: arti, mitra, orang seperti, sudah mati
3 11: juara nya, nasi bungkus, nya salah
3 13: tertutup, woy
3 14: sekali, tidak rekomendasi
3 15: makin ke
3 16: minuman nya
3 18: jutaan, tambah
3 20: yang cukup
3 25: buang
3 27: pelaku, terlihat
3 28: pencitraan
4 -23: berbagai
4 -11: enak dan
4 -10: ingin makan
4 -4: adalah bakso, area indoor, asem nya, bagus kok, baik untuk, bakmi ini, banget untuk, bento
4 -4: bisa bikin, cakue, cokelat, cukup sulit, dalam nya, dari hotel, dengan kafe, di lidah, dibikin
4 -4: disarankan, duduk yang, empal, empal gentong, gang, gentong, hadori, hanya menu, hanya tempat
4 -4: harga termasuk, ikan nya, ini mungkin, karena lokasi, karena masih, karena melihat, ke dalam
4 -4: ke restoran, kelebihan nya, kerabat, kualitas daging, kue dan, makan nasi, makanan berat
4 -4: makanan pasar, makin banyak, maupun di, membuat kami, membuat tidak, mengganggu, menu sarapan
4 -4: menurun, nya aneh, nya cocok, nya sekarang, nyamuk, perut lapar, rasa cukup, rasanya memang
4 -4: rasanya sangat, saat ke, sate yang, sekali dengan, selalu ramai, seperti saya, sudah siap
4 -4: terbayar, ternyata tempat, tertata, tetapi di, tidak awal, udara di, untuk mencari, utama di
4 -4: waktu saya, yang berkunjung, yang standar, yang super, yang tinggi
4 -3: cukup beragam, gepuk, porsi besar
4 -2: amanda, berbagai jenis, buat nongkrong, cukup luas, di kampung, karena jam, nyempil, paha
4 -2: piring kaleng, sereh, sini saat, small, untuk antre
4 -1: berjalan kaki, bersabar, ditambahkan, goreng di, hingga makanan, kerasa banget
4 -1: lainnya seperti, lauk nya, lereng, mengobati, nya tebal, pelayanan nya, pengunjung dan
4 -1: sate di, untuk menunggu, waktu untuk
4 0: cocok banget, dengan sate, mengasyikkan, modern, resto ini
4 1: area di, didapatkan, juga di, kami mencoba, lezat, oleh oleh, ribu an, ringan di
4 2: bosan untuk, cocol, favorit untuk, jambal, ke kampung, milik, pengawet, raos, sejak tahun
4 3: aliran, kafe di
4 5: karena makanan
4 6: kreatif, saya lebih
4 7: berhati, cukup dekat, kamu pada, kemana, makanan ringan, masak yang, penjahat, perumahan
4 7: ratusan, tertipu
4 8: dan sebagai, dan selalu, dengan film, dengan kursi, keturunan, komik, kursi dan, pelacur
4 8: pengaturan, penipu, sebagai nya, semalam, tapi lebih, tiba tiba, urus, zaadit
4 9: adalah satu, dipertahankan, penista, suci
4 10: mungkin dia
4 11: ucapan
4 12: ditangkap, white
4 13: bisnis, gua tidak, saya juga, wong
4 14: belakang, tangkap
4 17: karena dia, komplain
4 20: kuning
4 23: dengan alasan
4 26: patung
4 28: rusak
5 -12: bagi anda
5 -10: lagu
5 -8: menginap di
5 -7: bus, restauran
5 -6: terletak
5 -5: berkunjung di, bersantap di, cari tempat, cuma tempat, dalam mal, dari ketinggian, dengan ayam
5 -5: encer, jorok, kali ya, kemanisan, masturi, memilih untuk, mengalahkan, menghadap, menu masakan
5 -5: mi ini, nya macam, repot, seharga, sini cukup, sudah terlalu, suka banget, ta, tergolong mahal
5 -5: terlalu luas, tidak istimewa, tom, topping nya, transportasi, yang agak, yang tersedia
5 -4: indoor, saya memilih, semoga, sudah terkenal
5 -3: bisa dibilang, dari nasi, dari steak, kalau buat, kurang variatif, nya dibuat, sebagai oleh
5 -3: walaupun tidak
5 -2: bagus di, banyak macam, dari sisi, daun pisang, dengan level, dimalam, dimalam hari, ditanya
5 -2: juga bagus, kami makan, level pedas, penyajian, pohon, saat liburan, sambil menunggu
5 -2: sini juga, sisi
5 -1: banyak varian, dan udara, makanan cukup, mengantar, saya mengunjungi, yang dapat
5 0: bakso tahu, berwarna, kasir, lupakan, merupakan restoran, saya sering
5 1: ampera, dan cepat, disediakan, karena jalan, nasi ampera, nasi bakar, pas banget, pisang goreng
5 1: tempat bermain, warung nasi, yang wajib
5 2: anda harus, dari arah, dilalui, kalau akhir, legendaris, piring dan, terjun buatan
5 3: bagi penggemar, bumbu kacang, dengan dekorasi, kuliner yang, nafsu
5 4: dusun, dusun bambu, komentar, orange, sudah menjadi, yang pernah
5 5: bangku, buat orang, saat pertama
5 6: nan, sama dengan, sekarang jadi
5 7: kenyang di, nya panjang, pejuang
5 9: asu, bawaan, bikin marah, bumi, copot, iklan, kebon, putus
5 10: akan ada, angkat, asmat, dipotong, ingin marah, tajam, tidak menyangka
5 11: asa, daya, hotel ini, membiarkan, terpotong
5 12: tidak dapat
5 13: sabtu
5 14: dibutuhkan
5 15: sudah punya
5 17: padahal saya, sungguh
5 19: di banding, program, tanggung, tanggung jawab
5 20: kah
5 22: mending
5 32: binatang
6 -11: food
6 -6: amis, ampela, ati, ati ampela, bisa juga, buat yang, deh sama, dengan pilihan, emosi, hang out
6 -6: harga lumayan, marah marah, memadai, mereka sangat, pasta nya, ramai dikunjungi, ribu per
6 -6: selamat mencoba, semua ada, sport, suka pedas, tempat parkir
6 -5: hotel, mencapai tempat
6 -4: apalagi kalau, cocok untuk, dulu tempat, interior yang, menguras, nasi timbel, tidak menyesal
6 -4: timbel, wagyu
6 -3: dan siomay, goreng suharti, kali mencoba, kios, kupon, makan makanan, nya jangan, pada malam
6 -3: rasanya pas, sejak zaman, sempurna, semua makanan, utara, yang besar
6 -2: cukup jauh, halus, harga mahal, kebun stroberi, kepemimpinan, long weekend, menu khas, weekend
6 -1: di kasir, disantap, harga segitu, karena harga, lumayan juga, melimpah, mi dan, nongkrong dan
6 -1: pernah saya, sapi dan, saya penggemar, sering ke, shuttle, untuk cari, yang cantik
6 0: cake, di samping, harus daftar, nya luas, sangat terasa, sehingga dapat, tidak jauh, yang pas
6 1: bersebelahan, dijamin tidak, dilewatkan, ledeng, restoran dengan, sini adalah, teman yang
6 1: terminal, umur, yang sering
6 2: dan aneka, melewati jalan, nya bersih, nya romantis, sebuah rumah, setengah matang, steak nya
6 3: banyak anak, masih kecil, memanjakan mata, terasa sekali, yang dihidangkan
6 4: bawang putih, memesan nasi
6 5: mudah mudahan, mudahan, otentik, paketan
6 6: hiruk, hiruk pikuk, pikuk, see
6 7: akan datang, menyajikan, ter
6 8: kasih ya, nya bukan, sarang
6 11: buru buru, yang dulu
6 12: au, datar, menemukan, nya semua, prof, punya otak, tidak senang, waras
6 13: goblok, memudahkan
6 14: biar tidak
6 16: ayo kita, ilmu, preman, rokok
6 17: bersikap, gaji
6 18: alasan, doang
6 22: bagus
6 23: masa, non
6 30: sengaja
6 32: batu
6 35: biar
6 41: mati
6 55: si
7 -13: besar
7 -12: perjuangan
7 -10: nya tidak
7 -8: berjalan
7 -7: bolehlah, di mal, es krim, jus, panjang dan, pizza nya, saya pernah, soto, tapi kurang
7 -7: terlalu spesial, yang dijual
7 -6: makanan biasa, tidak percaya
7 -5: beberapa menu, lama di, setiap ke
7 -4: batagor dan, ditawarkan di, gedung sate, mi rica, nya harga, pas, sih biasa
7 -3: bertebaran, pertama saya
7 -2: gudeg, melihat pemandangan, pakar, studio
7 -1: ditemui, ditemui di, free, makan bersama, pasti nya, setelah melihat, sewaktu, walaupun
7 0: bila ke, kayak nya, khas di, kolam, telur, teras
7 1: agak kecil, dan ice, dibawa ke, sering sering
7 2: dengan pemandangan, disuguhi, kelezatan, segala macam, shop, soal rasa, warung bakso
7 3: kompleks perumahan, kumpul, murah banget, tea, unik di
7 4: kasih buat, tulang, zaman dahulu
7 5: ini lebih, lucu
7 7: mineral
7 8: ini memang, tidak jelas
7 9: bukan hanya
7 10: baru tahu, pekerjaan
7 11: nya datang
7 12: beberapa
7 14: di akhir, pelit, sepak, wahai, woi
7 15: selama ini, tembak
7 16: melelahkan
7 18: sendirian, yes
7 19: say, zona
7 21: zaman sekarang
7 22: memakai
7 23: sebelum
7 28: banget sih
7 61: ternyata
8 -21: barang nya
8 -8: rasanya standar, saya rasanya, untuk keluarga
8 -7: jalan nya
8 -6: tidak terlihat
8 -5: alternatif, bakmi nya, kental, legenda, sambel nya, tebal
8 -4: cita rasa, harus coba, ini merupakan, kerja bagus, triliun
8 -3: cincang, membuat, ramai dan, sepuas, sepuas nya
8 -2: cukup besar, dan kafe, dihitung, kalinya, karena letak, lainnya di, samping
8 -1: kesukaan, kesukaan saya, ragam
8 0: brownies, dech, ice cream, keep, menjadi tempat, nongkrong di, pelayanan juga, raya
8 0: sambil makan, sate nya, waktu nya
8 1: baku, ingin mencicipi, lotek nya, nasi bakmoy
8 2: di kawasan, latte, yang menarik
8 3: khusus nya, lidi, pariwisata, saat malam, siap siap
8 4: air mineral, berbagai menu, bisa dapat, food court, latar, menu nasi, pedas yang, seminggu
8 4: sersan, tercinta
8 5: dibangun
8 7: buat aku
8 8: berbelanja, merah dan
8 10: buru
8 11: juga gede, pengguna
8 12: sebulan
8 14: merasakan, saya sedang, tkp
8 15: diwaspadai, harus diwaspadai, mengirim, negatif, ui
8 16: hanya sekadar, impor, itu hanya, monyet, udang
8 17: bergerak, menyesal, nyinyir
8 19: melulu
8 22: kalah dengan
8 23: kurang
8 25: hidup di, yang dipesan
8 27: hewan, wow
8 28: di negeri
8 32: domba
9 -18: nya lebih
9 -10: hijau
9 -9: bubur, cocok buat, cukup mahal, hang
9 -8: sejak
9 -7: ada rasa, ini juga
9 -6: nya pas
9 -5: bebek nya, perubahan, spicy, stand, standart, yang sedang
9 -4: angin, dan restoran, didapat, gejrot, mie nya, okelah, okok, tahu gejrot, taman
9 -3: kremes, rm
9 -2: bisa mampir, jadi bisa, permai, semi, terdiri dari, tidak bosan
9 -1: pelayanan cepat, tapi pemandangan, tersendiri, yang layak
9 0: juga pas, porsi nya
9 1: bingung, dan bagus, dan kentang, kompleks
9 2: dahsyat, hanya ada, ini sejak, jumbo, kecuali, kehidupan, terbang
9 3: menutupi, rugi
9 4: dicari, ini menjual, kita inginkan, pribadi, sabang
9 5: ada juga, gambar
9 6: jangan pernah
9 8: akan menjadi
9 10: sering
9 11: anak, kata kata, pendek, sudah jelas, trotoar
9 12: dengan konsep
9 13: berkali
9 15: menunggu ada
9 16: lebih
9 17: ngomong, sudah jadi
9 19: biang, hancurkan, pantesan
9 22: bukan nya
9 24: salat
9 29: kotor
9 31: panas
10 -10: memanggil, pada umum, tidak mahal
10 -8: jauh dari
10 -7: asem, dikit
10 -6: cita, masuk akal, rica, saya pikir
10 -5: daun
10 -4: ekspektasi, pesan ayam
10 -3: juga sih, makan apa, tetapi tidak
10 -2: bumbu nya, dari zaman, ice
10 -1: adalah makanan, membuat saya, restoran nya, untuk rasa
10 0: bermain anak, piala, rasanya biasa, tetapi kalau
10 1: aneka makanan, itb
10 2: di beberapa, kaleng, mengingat, pembayaran, susu
10 3: ada beberapa, menyediakan menu, tepat untuk
10 4: dari mulai, kangkung, mantaplah
10 5: court, murah dan
10 7: yang selalu
10 12: pada masa
10 13: juga
10 14: rapi
10 15: dunia, jualan, pesawat
10 16: balik
10 18: tiba
10 20: bakar saja, kebohongan, masih kalah
10 25: buta, hebat
10 27: hidup
11 -14: pedas
11 -12: karena saya
11 -5: ini cukup, memang bagus
11 -3: bakso yang, olahan
11 -2: bangkrut, bisa melihat, rujak
11 -1: air terjun, bosan dengan, green tea, level, nya akan
11 0: dari atas, jadi kalau, tidak kesal
11 1: itu sangat, kafe yang
11 2: bagi yang, garing
11 3: dan sangat, irisan
11 4: pencuci
11 5: masakan rumah
11 6: rata rata
11 8: libur
11 12: menggunakan jasa
11 17: pikir
11 18: katakan, sehingga
11 19: payah
11 21: di pinggir, kabur
11 22: tiada, tidak berani
11 23: belakang nya
11 24: kau
12 -22: sarapan
12 -19: sekitar
12 -10: saung
12 -9: macam macam
12 -8: bebek
12 -4: bakso, usah ragu
12 -3: bakmi, dapat tempat, sambel
12 -2: berdiri
12 -1: batagor ini, long, pedas nya, prasmanan, serasa
12 0: jenis makanan, sejak lama
12 1: juga sudah, kebetulan
12 2: dan tentunya, mengenyangkan, segitu, yang sangat
12 4: berkat, foodcourt, liwet
12 5: nasi liwet
12 6: tidak bakal
12 8: menjadikan, milih
12 10: mei
12 11: kualitas nya, orang nya
12 13: bersyukur
12 15: pesanan nya
12 24: dikira
12 25: berubah
13 -10: rasa biasa
13 -5: ribet
13 -4: kaki, ragu, sangat ramai, suasana
13 -3: pernah gagal
13 -1: alam
13 0: bahaya, gelas, kampus, siomay
13 1: saya sangat
13 2: yang diberikan
13 3: muak, sumpah
13 4: bermain
13 5: dapat
13 6: bisa jadi, parah, ramen
13 8: ke sana, malas
13 15: bentuk, ini karena
13 16: kebahagiaan
13 19: kaum, ketahuan
13 20: bek
13 21: nya sampai, percaya, suka, sulit
13 25: nya dia
14 -10: apabila, nya cukup
14 -6: mau makan
14 -4: enaklah
14 -3: wisata kuliner, yang kurang
14 -2: harga standar, penutup, perjalanan, tempat nongkrong
14 -1: aroma, cukup banyak, kualitas, kue
14 0: bersama keluarga, kenal, kiri
14 1: menu pilihan
14 2: dibanding
14 3: bakso dan, diajak makan
14 7: tulus
14 9: berbohong, perbedaan
14 15: lambat
14 18: pinggir
14 25: terlalu banyak
14 28: sudi, tidak sudi
14 34: macet
15 -14: tempat duduk
15 -13: alot
15 -12: d
15 -10: salah satu
15 -6: bersantap
15 -3: ada bakso, nya kecil
15 -2: antrean, pinter
15 -1: sayang nya
15 0: ayam dan, nya hanya, tidak begitu
15 1: enakan
15 2: ini salah, menghabiskan
15 3: iri dengan
15 5: jaga, piring
15 6: pelayanan
15 10: jauh
15 12: terletak di
15 14: ku, waktu itu
15 18: mengambil
15 20: kecewa
15 21: anak anak
15 24: sendiri
15 33: harus nya
15 40: sama
16 -9: berbagai macam
16 -5: terkadang
16 -2: cenderung, kampung daun, mencicipi
16 1: tentunya
16 7: walau
16 8: agak
16 9: tenang
16 10: makanan nya
16 25: nya saja
16 26: alay
16 31: pecat
16 37: mahal
17 -10: pilihan
17 -4: duduk
17 -1: di sekitar
17 0: lotek
17 1: green, utama nya
17 2: dicoba
17 3: dengan suasana, kambing, kesal, setiap kali
17 7: fitnah
17 9: dijamin
17 10: wisata
17 11: rasa yang
17 17: bawah
17 19: dipesan
17 25: jasa
17 26: nya
17 27: dibiarkan
17 28: lah
17 31: dasar
17 44: kan
18 -10: liburan
18 -2: letak nya
18 2: bakmoy, dengan baik, terjun
18 4: menyempatkan
18 11: waktu
18 16: segala
18 27: tidak usah, usah
18 32: biasa, pantas
19 -11: terasa
19 -3: rasa dan
19 -2: saus
19 2: bohong
19 10: resto
19 15: banget kok
19 22: bangsa
19 30: enak
20 -5: ramai
20 -2: nya enak
20 14: lampu
20 31: haha
20 41: muka
21 -1: tidak kecewa
21 0: tidak marah
21 4: sop
21 5: diajak, kebaikan
21 12: nasi goreng
21 33: cuma
21 35: tertarik
21 37: tetapi
21 60: malah
22 -2: kenyang
22 5: layak
22 7: mungkin
22 8: saya yakin
22 11: aneka
22 21: apresiasi
22 27: isi nya
22 39: duit
23 -1: warung
23 5: di dalam
23 6: untung
23 7: nilai plus
23 12: sate
23 54: maka
24 -4: mampir ke
24 -1: nongkrong
24 0: makanan barat
24 4: ayam
24 7: ikhlas
24 10: sederhana
24 26: semakin
24 47: otak
25 5: pernah
25 14: akal
25 18: tengah
25 54: jelas
26 -3: mampir
26 2: tempat makan
26 15: paling
27 -4: benar benar
27 -1: melewati
27 0: marah
28 38: cerdas
28 44: semua
28 61: padahal
29 -12: menu nya
29 44: seperti
30 0: makan malam
30 5: cukup
30 15: kopi
31 -3: kuliner
32 -11: tidak terlalu
34 5: dekat
34 6: wajib
34 7: makan
34 59: ayo
35 8: beliau
37 15: restoran
40 26: rasanya
41 14: tempat nya
41 19: bosan
41 47: pasti
44 10: selalu
47 8: kafe
51 28: plus
56 51: sangat
"""

WEIGHTS: Mapping[str, tuple[int, int]] = {
    piece: (int(numbers.split(" ")[0]), int(numbers.split(" ")[1]))
    for numbers, found in (line.split(": ") for line in _PIECES.splitlines())
    for piece in found.split(", ")
}
