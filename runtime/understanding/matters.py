"""Words of one matter, in English and Indonesian: `parcel` speaks for an example that says `paket`.

For likeness to examples only; nothing here makes an intent by itself. A line is a matter, named by its first
word. A word may stand in several lines: training finds out which of them tells the intents apart. Words are
those of everyday talk, shops, banks, journeys, homes and work; a trade's own words belong in its examples.
"""

from __future__ import annotations

from collections.abc import Mapping

from runtime.understanding.stems import stem

_MATTERS = """
package parcel shipment consignment paket kiriman barang
order purchase pesanan orderan pembelian
deliver delivery ship shipping courier antar kirim kurir pengantaran ekspedisi
track trace locate whereabouts lacak telusuri cek posisi resi
arrive come reach land tiba sampai datang
late delay delayed overdue behind telat terlambat lambat lama
lost missing vanish disappear hilang raib
broken damaged defective faulty crack smash rusak cacat pecah retak
wrong incorrect mistaken error salah keliru
return refund reimburse reimbursement moneyback retur kembalikan pengembalian
exchange swap replace replacement tukar ganti penggantian
cancel abort revoke undo batal batalkan pembatalan
stop end quit halt discontinue cease berhenti hentikan setop
money cash fund funds dollar dollars bucks uang dana duit rupiah
pay payment bayar pembayaran lunasi
price cost costs expensive charge fee fees tarif harga biaya ongkos
cheap affordable inexpensive murah hemat
discount promo promotion coupon voucher deal sale diskon kupon potongan
bill invoice statement receipt tagihan faktur nota struk kuitansi
tax taxes pajak
debt owe loan mortgage borrow lend credit hutang utang pinjaman kredit cicilan
save savings saving deposit tabungan tabung simpanan setoran
withdraw withdrawal atm tarik penarikan
transfer wire send remit kirim
balance saldo
account rekening akun
bank banking
card visa mastercard kartu
pin passcode password sandi
code otp verification verify verifikasi kode
identity identification id passport ktp identitas paspor
salary wage wages income paycheck payday earnings gaji upah penghasilan pendapatan
budget spend spending expense expenses pengeluaran anggaran belanja
invest investment stock stocks shares investasi saham
insurance insure insured coverage asuransi
fraud scam fraudulent suspicious unauthorized penipuan tipu mencurigakan
steal stolen theft thief robbed curi dicuri pencurian
block freeze lock suspend blokir bekukan kunci
unblock unfreeze unlock buka
activate activation enable aktifkan aktivasi nyalakan
deactivate disable nonaktifkan matikan
open start begin launch create buka mulai buat
close shut tutup
new fresh another baru
old previous former earlier last lama sebelumnya
change modify alter update edit adjust switch ubah ganti perbarui
delete remove erase clear discard hapus buang
add include insert tambah masukkan
set configure setup atur pasang
fix repair mend resolve troubleshoot perbaiki betulkan servis
problem issue trouble difficulty masalah kendala gangguan
help assist assistance support aid bantu bantuan tolong
tell inform explain describe beritahu kasih jelaskan terangkan
show display view see list tunjukkan lihat tampilkan daftar
find search lookup locate cari temukan
know aware tahu mengerti
want wish would need require ingin mau butuh perlu
ask question wonder inquire tanya pertanyaan
answer reply respond response jawab balas jawaban
talk speak chat converse bicara ngobrol ngomong
call phone ring dial telepon hubungi panggil
phone cell cellphone mobile smartphone hp ponsel handphone
text message sms pesan
email mail surel
computer laptop pc komputer
internet wifi network connection signal jaringan sinyal koneksi
app application software program aplikasi
website site page web situs laman
profile account profil
login signin log masuk
register signup enroll enrol subscribe daftar registrasi berlangganan
human person agent representative operator staff someone manusia orang petugas agen
manager supervisor boss atasan bos manajer
company business firm perusahaan usaha
job work career occupation employment kerja pekerjaan
vacation holiday pto leave dayoff cuti libur liburan
meeting appointment conference rapat pertemuan janji
schedule calendar agenda jadwal kalender
remind reminder remember ingatkan pengingat ingat
alarm wake bangunkan
timer countdown stopwatch
todo task tasks chore chores tugas
note memo catatan
time clock hour jam waktu pukul
minute second menit detik
today hari
tomorrow besok esok
yesterday kemarin
day date hari tanggal
week weekly minggu pekan
month monthly bulan
year annual annually tahun
morning pagi
evening night tonight malam
age old born birth birthday umur usia lahir ulang
name called nama
place location address where tempat lokasi alamat
city town kota
country nation state negara
near nearby close around nearest closest dekat terdekat sekitar
far distance away jauh jarak
direction directions route way navigate arah rute jalan
map maps peta
travel trip journey tour visit perjalanan wisata jalan pergi
flight plane airplane airline fly penerbangan pesawat terbang
airport bandara
luggage baggage suitcase carryon bag bagasi koper tas
hotel motel accommodation lodging inn room penginapan kamar
book reserve reservation booking pesan reservasi
ticket tiket karcis
train kereta
bus bis
taxi cab uber lyft ride taksi ojek
car vehicle automobile auto mobil kendaraan
motorcycle bike motor sepeda
drive driving mengemudi menyetir
gas fuel petrol gasoline bensin bbm
oil oli
tire tires tyre ban
engine mesin
mechanic maintenance bengkel
traffic jam congestion macet
parking park parkir
weather forecast temperature climate cuaca suhu
rain raining rainy umbrella hujan
hot warm heat panas
cold cool freezing dingin
sun sunny cerah
snow salju
food meal eat dish cuisine makan makanan hidangan
restaurant diner eatery cafe restoran rumah kafe
breakfast brunch sarapan
lunch siang
dinner supper
drink beverage minum minuman
recipe cook cooking prepare bake resep masak
ingredient ingredients bahan
calorie calories nutrition nutritional carbs protein kalori gizi nutrisi
healthy health diet sehat kesehatan
substitute alternative instead pengganti alternatif
spoil expire expired expiration rotten basi kedaluwarsa kadaluarsa
shop shopping store market grocery groceries toko belanja pasar
product item goods produk barang
stock available availability inventory stok tersedia
size measurement ukuran
color colour warna
quality kualitas mutu
review rating reviews stars ulasan nilai
recommend suggestion suggest recommendation advise saran rekomendasi sarankan
best top greatest terbaik
good great nice excellent wonderful bagus baik hebat
bad terrible awful horrible buruk jelek parah
happy glad pleased senang gembira
angry mad upset furious marah kesal kecewa
love like enjoy suka cinta
hate dislike benci
thank thanks appreciate grateful terima makasih
sorry apologize apology maaf
hello hi hey greetings halo hai
bye goodbye farewell later dadah sampai jumpa
yes yeah yep sure correct affirmative ya iya betul benar
no nope negative tidak nggak bukan
maybe perhaps possibly unsure mungkin barangkali
joke funny humor laugh lelucon lucu
fun game play main permainan
music song songs tune lagu musik
playlist album track
movie film video
novel book buku
volume louder quieter loud suara keras
repeat again once ulangi lagi
language speak translate translation english spanish french bahasa terjemahkan
word meaning define definition mean arti makna maksud
spell spelling eja
math calculate calculation sum compute multiply divide hitung jumlah
number count amount total angka jumlah nomor
half percent percentage persen
convert conversion konversi
measure inches feet meters centimeters kilometer miles meter
weigh weight pounds kilograms kilo berat
light lamp lights bulb lampu
tv television televisi
house home apartment flat rumah apartemen
door pintu
key keys kunci
pet dog cat hewan anjing kucing
child kid baby son daughter anak bayi
wife husband spouse partner istri suami pasangan
mother mom mum ibu mama
father dad ayah bapak papa
friend buddy teman sahabat
doctor physician hospital dokter rumah sakit
medicine drug pill vaccine vaccination shot shots obat vaksin imunisasi
sick ill pain sakit nyeri
bored boring bosan
tired sleep lelah tidur
free gratis
fast quick quickly rapid soon cepat segera
slow slowly lambat pelan
long duration length lama durasi
early awal dini
urgent emergency asap immediately segera darurat mendesak
increase raise higher more naik tambah tingkatkan
decrease reduce lower less kurangi turunkan
limit maximum max cap batas maksimum
minimum least minimal
allow permit allowed permitted boleh izin
refuse decline deny reject declined rejected tolak ditolak
fail failed failing unsuccessful gagal
success successful succeed berhasil sukses
work working function berfungsi jalan
pending processing waiting process proses tertunda menunggu
confirm confirmation approve approved approval konfirmasi setujui persetujuan
status progress state condition kondisi
receive received get obtain terima dapat
give provide supply kasih beri
prove show proof evidence bukti
document documents paper form file dokumen berkas formulir
photo picture image foto gambar
privacy private personal data pribadi
safe secure security aman keamanan
rate exchange currency conversion kurs valas mata
euro dollar pound yen
international foreign abroad overseas luar internasional
local domestic lokal
fee penalty fine denda
interest apr bunga
score rating skor
point points reward rewards miles poin hadiah
gift present hadiah kado
member membership anggota keanggotaan
subscription plan package langganan paket
upgrade improve naikkan tingkatkan
contract agreement kontrak perjanjian
guarantee warranty garansi jaminan
branch office outlet cabang kantor gerai
hours open operating operasional buka
electricity power electric listrik
water air
rent rental lease hire sewa kontrakan
property estate properti
school university college student sekolah kampus mahasiswa siswa
teach learn study ajar belajar
president leader government presiden pemerintah
law legal lawyer hukum
news headline berita
sport team match football soccer olahraga tim bola
win winner winning menang
robot bot ai machine chatbot mesin
hobby hobbies spare
origin from come created made maker builder developer
read baca
write compose tulis
listen hear dengar
watch look see nonton tonton lihat
buy purchase acquire beli
sell sold jual
wear clothes clothing shirt pants shoe shoes dress outfit baju pakaian sepatu celana
cash coin coins note notes banknote tunai kontan koin
topup recharge refill reload load isi ulang
charge charged deduct deducted debited billed taken potong dipotong terpotong
twice double duplicate duplicated dua kali dobel ganda
extra additional surplus tambahan lebih
missing short shortage deficit kurang
cheque check cek giro
direct debit autopay automatic recurring otomatis
statement history record transaction transactions transaksi riwayat mutasi
verify validate authenticate prove verifikasi
compromise compromised hack hacked breach leaked diretas bocor
swallow swallowed stuck ate stucked retained tertelan tersangkut
contactless tap tempel
virtual digital online daring
physical plastic fisik
delivery arrival eta estimate estimated perkiraan estimasi
link connect pair sync hubungkan sambungkan
unlink disconnect disconnected putus terputus
crash crashed freeze frozen hang lag macet
restart reboot reset reinstall
download install unduh pasang
upload attach unggah lampirkan
update version upgrade versi
battery charger charging baterai cas
screen monitor layar
camera kamera
keyboard mouse
printer print cetak
bug glitch error eror
password forgot forgotten lupa
username user nama pengguna
locale language
accent voice tone suara
pronounce say
mode setting settings preference preferences pengaturan
notification alert notify notifikasi pemberitahuan
silence mute quiet hush bisu
next skip forward lanjut berikut
back return previous kembali
nevermind cancel forget
roll dice random flip coin
choose pick select option pilih pilihan
fact trivia fakta
story tale cerita
philosophy life purpose
famous celebrity
smart clever intelligent pintar
busy occupied sibuk
available free vacant luang kosong
invite invitation undang undangan
party celebration pesta
wedding marriage nikah
visa permit
border customs bea cukai
embassy consulate kedutaan
plug socket outlet adapter colokan
timezone timezones zone zona
rollover 401k retirement pension pensiun
w2 form
hire hired recruit lowongan lamaran
interview wawancara
resign quit retire
break lunch istirahat
exercise workout gym fitness olahraga
run jog lari
swim renang
bed mattress kasur
furniture chair table meja kursi mebel
kitchen stove oven microwave dapur kompor
fridge refrigerator freezer kulkas
wash washing laundry dryer cuci
clean cleaning bersih
garbage trash rubbish sampah
plumber pipe leak leaking bocor pipa
cable wire kabel
tool tools alat
bottle cup glass botol gelas
taste flavor flavour rasa
spicy hot pedas
sweet sugar manis gula
salt salty garam asin
coffee tea kopi teh
milk susu
rice nasi
bread roti
chicken beef pork meat fish ayam daging ikan
fruit vegetable vegetables buah sayur
vegan vegetarian
pizza burger pasta
table seat seats meja kursi
waiter tip tips
serve serving portion porsi
boil fry roast grill rebus goreng bakar
jump start jumpstart
brake brakes rem
reschedule schedule postpone jadwalkan tunda
accident crash collision kecelakaan tabrakan
license licence sim
mileage mpg economy
pump pressure
wheel roda
road highway toll jalan tol
police polisi
report complain complaint complaints lapor laporan komplain keluhan
feedback kritik masukan
compensation compensate ganti rugi kompensasi
rude impolite kasar
polite friendly ramah sopan
queue long line antre antrean
promise janji
cheat deceive bohong tipu
original genuine authentic fake counterfeit asli palsu
used secondhand bekas
brand merk merek
model type kind tipe jenis
weight heavy light berat ringan
big large huge besar
small little tiny kecil
tall high tinggi
short pendek
wide lebar
material fabric bahan
box packaging kemasan kardus bungkus
label sticker
damage insurance claim klaim
pickup collect ambil jemput
sender recipient receiver pengirim penerima
cod doorstep
address postcode zip kode pos
district province kecamatan provinsi
warehouse gudang
supplier vendor pemasok
wholesale bulk grosir
reseller dropship agent
catalog catalogue katalog
installment instalment installments cicilan angsuran
due deadline jatuh tempo tenggat
renew renewal extend extension perpanjang perpanjangan
trial demo coba percobaan
seat license user lisensi
feature function fitur
integrate integration api integrasi
export import ekspor impor
team tim
role access permission akses izin
admin administrator
"""


def _by_stem() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in _MATTERS.strip().splitlines():
        words = line.split()
        for word in words:
            found.setdefault(stem(word), {})[words[0]] = None
    return {word: tuple(matters) for word, matters in found.items()}


MATTERS: Mapping[str, tuple[str, ...]] = _by_stem()  # stem -> the matters it belongs to
