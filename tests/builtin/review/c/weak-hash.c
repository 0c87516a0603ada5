void f(const unsigned char *data, unsigned long size, unsigned char *out, void *state) {
    MD5(data, size, out); // finding
    SHA1_Init(state); // finding
    EVP_DigestInit(state, EVP_md5()); // finding
    SHA256(data, size, out);
    EVP_DigestInit(state, EVP_sha256());
}

void offer_md5(const unsigned char *data, unsigned long size, unsigned char *out) {
    MD5(data, size, out);
}
