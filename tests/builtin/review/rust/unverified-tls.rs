fn f(builder: ClientBuilder, mut context: SslContextBuilder) {
    builder.danger_accept_invalid_certs(true).build(); // finding
    builder.danger_accept_invalid_hostnames(true); // finding
    context.set_verify(SslVerifyMode::NONE); // finding
    builder.danger_accept_invalid_certs(false);
    builder.danger_accept_invalid_certs(options.insecure);
    context.set_verify(SslVerifyMode::PEER);
}
