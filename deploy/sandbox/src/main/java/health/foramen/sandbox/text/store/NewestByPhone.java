package health.foramen.sandbox.text.store;

import java.util.Arrays;

/**
 * For each phone number the place of its newest text and how many there are: open addressing over three plain arrays, 16 bytes an
 * entry, so that 300,000 numbers fit where a map of boxes would not.
 */
final class NewestByPhone {

    static final int NONE = -1;

    private static final int SMALLEST = 256;

    private long[] phones = new long[SMALLEST];
    private int[] newest = new int[SMALLEST];
    private int[] texts = new int[SMALLEST];
    private int size;

    /** Returns the place of the phone's text before this one, or {@link #NONE}. */
    int put(long phone, int place) {
        if (size * 2 >= phones.length) {
            grow();
        }
        int at = find(phone);
        int before = NONE;
        if (phones[at] == phone) {
            before = newest[at];
        } else {
            phones[at] = phone;
            size++;
        }
        newest[at] = place;
        texts[at]++;
        return before;
    }

    int newest(long phone) {
        int at = find(phone);
        return phones[at] == phone ? newest[at] : NONE;
    }

    int texts(long phone) {
        int at = find(phone);
        return phones[at] == phone ? texts[at] : 0;
    }

    void clear() {
        phones = new long[SMALLEST];
        newest = new int[SMALLEST];
        texts = new int[SMALLEST];
        size = 0;
    }

    /** Where the phone is, or the free place where it would be; 0 is nobody's number. */
    private int find(long phone) {
        int mask = phones.length - 1;
        int at = Long.hashCode(phone * 0x9E3779B97F4A7C15L) & mask;
        while (phones[at] != 0 && phones[at] != phone) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldPhones = phones;
        int[] oldNewest = newest;
        int[] oldTexts = texts;
        phones = new long[oldPhones.length * 2];
        newest = Arrays.copyOf(newest, phones.length);
        texts = Arrays.copyOf(texts, phones.length);
        Arrays.fill(texts, 0);
        for (int i = 0; i < oldPhones.length; i++) {
            if (oldPhones[i] != 0) {
                int at = find(oldPhones[i]);
                phones[at] = oldPhones[i];
                newest[at] = oldNewest[i];
                texts[at] = oldTexts[i];
            }
        }
    }
}
