/*
 * A store of sessions, and what guards it.
 */
package shop.store;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/**
 * Keeps sessions by their name.
 *
 * @param <T> what is kept
 */
@Component
@SuppressWarnings("unchecked")
public class Store<T extends Comparable<T>> implements Keeper<T>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger("store");
    private static final Comparator<String> SHORTER = (a, b) -> a.length() - b.length();

    static {
        LOG.info("loaded");
    }

    private final Map<String, T> items = new HashMap<>();
    private final Runnable cleaner = new Runnable() {
        @Override
        public void run() {
            items.clear();
        }
    };
    private int limit;

    /** How long something is kept. */
    public enum Lifetime {
        SHORT,
        LONG {
            @Override
            int days() {
                return 30;
            }
        };

        int days() {
            return 1;
        }
    }

    /** A name and how often it was asked for. */
    record Count(String name, int asked) {
        Count {
            if (asked < 0) {
                throw new IllegalArgumentException("asked");
            }
        }

        boolean isPopular() {
            return asked > 10;
        }
    }

    @interface Guarded {
        String by() default "items";
    }

    public Store(int limit) {
        this.limit = limit;
    }

    // Finds one, or nothing.
    @Override
    public Optional<T> find(final String name) {
        synchronized (items) {
            T item = items.get(requireNonNull(name));
            if (item == null) {
                return Optional.empty();
            } else {
                return Optional.of(item);
            }
        }
    }

    int load(Path path, String... names) throws IOException {
        int count = 0;
        try (var lines = Files.newBufferedReader(path)) {
            for (String line; (line = lines.readLine()) != null; count++) {
                LOG.fine(line);
            }
        } catch (IOException error) {
            LOG.warning("cannot read " + path);
            throw error;
        } finally {
            limit++;
        }
        for (String name : names) {
            switch (name.length()) {
                case 0:
                    continue;
                case 1:
                    count += days(Lifetime.SHORT);
                    break;
                default:
                    count++;
            }
        }
        return count;
    }

    private static int days(Lifetime lifetime) {
        return switch (lifetime) {
            case SHORT -> 1;
            case LONG -> lifetime.days();
        };
    }

    boolean isPassword(String password, byte[] digest) {
        return Arrays.equals(hash(password), digest);
    }

    @Override
    public void close() {
        cleaner.run();
    }
}

interface Keeper<T> {
    int MOST = 64;

    Optional<T> find(String name);

    default boolean has(String name) {
        return find(name).isPresent();
    }
}
