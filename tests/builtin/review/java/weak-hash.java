class A {
    void f(byte[] data) throws Exception {
        MessageDigest.getInstance("MD5"); // finding
        MessageDigest.getInstance("SHA-1", provider); // finding
        DigestUtils.md5Hex(data); // finding
        DigestUtils.sha1(data); // finding
        MessageDigest.getInstance("SHA-256");
        DigestUtils.sha256Hex(data);
        KeyFactory.getInstance("MD5");
    }
}
