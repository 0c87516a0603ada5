void f(const unsigned char *data, size_t size, unsigned char *sum) {
    MD5(data, size, sum); // finding
    SHA1_Init(&context); // finding
    digest(EVP_md5()); // finding
    QCryptographicHash::hash(bytes, QCryptographicHash::Md5); // finding
    QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    SHA256(data, size, sum);
    digest(EVP_sha256());
    Uuid::Md5(data);
}
