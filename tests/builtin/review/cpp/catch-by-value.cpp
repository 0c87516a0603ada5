void f() {
    try {
        g();
    } catch (std::runtime_error error) { // finding
        log(error.what());
    } catch (ParseError error) { // finding
        log(error.line);
    } catch (const std::exception &error) {
        log(error.what());
    } catch (ErrorCode code) {
        log(code);
    } catch (int code) {
        log(code);
    } catch (CString *message) {
        log(message);
    }
}
