class A implements X509TrustManager {
    public void checkServerTrusted(X509Certificate[] chain, String type) { // finding
    }

    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    void f(HttpsURLConnection connection) {
        connection.setHostnameVerifier((host, session) -> true); // finding
        connection.setHostnameVerifier((host, session) -> host.equals("localhost"));
        connection.setHostnameVerifier(verifier);
    }

    class Other implements X509TrustManager {
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            manager.checkServerTrusted(chain, type);
        }
    }
}
