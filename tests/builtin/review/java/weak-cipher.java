class A {
    void f() throws Exception {
        Cipher.getInstance("DES/CBC/PKCS5Padding"); // finding
        Cipher.getInstance("AES"); // finding
        Cipher.getInstance("AES/ECB/PKCS5Padding"); // finding
        Cipher.getInstance("AES/GCM/NoPadding");
        Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        KeyGenerator.getInstance("AES");
    }
}
