class A {
    void f(String name, String[] command) throws IOException {
        Runtime.getRuntime().exec("rm " + name); // finding
        new ProcessBuilder("sh", "-c", "rm " + name).start(); // finding
        new ProcessBuilder("/bin/bash", "-c", name).start(); // finding
        new ProcessBuilder("rm", name).start();
        new ProcessBuilder("sh", "-c", "ls | wc -l").start();
        Runtime.getRuntime().exec(command);
        statement.exec("rm " + name);
    }
}
