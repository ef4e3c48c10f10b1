package health.foramen.scheduling.check;

import java.util.Arrays;

/**
 * A set of things that were read, eight bytes of each: enough to know one again, too little to tell it. Two things that differ are taken for the same once in
 * 2⁶⁴ pairs, less often than memory fails.
 */
final class Imprints {

    private static final int FIRST_SIZE = 1 << 10;
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long[] table = new long[FIRST_SIZE];
    private int size;

    void add(Object... parts) {
        if (2 * size >= table.length) {
            grow();
        }
        if (put(table, of(parts))) {
            size++;
        }
    }

    boolean has(Object... parts) {
        return has(of(parts));
    }

    /** Whether everything that is here is there too. */
    boolean isWithin(Imprints others) {
        return Arrays.stream(table).allMatch(each -> each == 0 || others.has(each));
    }

    private boolean has(long imprint) {
        for (int at = place(imprint, table); table[at] != 0; at = at + 1 & table.length - 1) {
            if (table[at] == imprint) {
                return true;
            }
        }
        return false;
    }

    private void grow() {
        var larger = new long[2 * table.length];
        for (long each : table) {
            if (each != 0) {
                put(larger, each);
            }
        }
        table = larger;
    }

    private static boolean put(long[] table, long imprint) {
        int at = place(imprint, table);
        while (table[at] != 0) {
            if (table[at] == imprint) {
                return false;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = imprint;
        return true;
    }

    private static int place(long imprint, long[] table) {
        return (int) (imprint >>> 32) & table.length - 1;
    }

    /** FNV-1a over the words with a mark between them, then stirred (the end of MurmurHash3); never 0, which is an empty place. */
    private static long of(Object... parts) {
        long imprint = OFFSET;
        for (Object part : parts) {
            String word = String.valueOf(part);
            for (int i = 0; i < word.length(); i++) {
                imprint = (imprint ^ word.charAt(i)) * PRIME;
            }
            imprint = (imprint ^ 0x1f) * PRIME;
        }
        imprint = (imprint ^ imprint >>> 33) * 0xff51afd7ed558ccdL;
        imprint = (imprint ^ imprint >>> 33) * 0xc4ceb9fe1a85ec53L;
        imprint ^= imprint >>> 33;
        return imprint == 0 ? 1 : imprint;
    }
}
