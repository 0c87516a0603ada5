class A {
    @Override
    public boolean equals(Object other) { // finding
        return other instanceof A;
    }

    class Both {
        public boolean equals(Object other) {
            return other instanceof Both;
        }

        public int hashCode() {
            return 3;
        }
    }

    class Turned {
        public int hashCode() {
            return 3;
        }

        public boolean equals(Object other) {
            return other instanceof Turned;
        }
    }

    class Other {
        boolean equals(Other a, Other b) {
            return a == b;
        }

        boolean equals(Other a) {
            return a == this;
        }
    }
}
