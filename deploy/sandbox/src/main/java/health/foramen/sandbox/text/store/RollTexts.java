package health.foramen.sandbox.text.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import tools.jackson.databind.json.JsonMapper;

import health.foramen.sandbox.roll.Roll;
import health.foramen.sandbox.text.Direction;
import health.foramen.sandbox.text.Keyword;
import health.foramen.sandbox.text.Status;
import health.foramen.sandbox.text.Text;
import health.foramen.sandbox.text.Texts;

/**
 * Texts lie on a {@link Roll}; memory holds some forty bytes each: where the line is, when, whose, and the place of the same
 * phone's text before it. A sid is the roll's epoch and the text's place, so finding one needs no table.
 */
public final class RollTexts implements Texts, AutoCloseable {

    private static final Pattern SID = Pattern.compile("SM[0-9a-f]{32}");
    private static final HexFormat HEX = HexFormat.of();
    private static final Direction[] DIRECTIONS = Direction.values();
    private static final Status[] STATUSES = Status.values();

    private final JsonMapper json;
    private final Clock clock;
    private final Roll roll;

    private String epoch;
    private int size;
    private int accepted;
    private long[] offsets = new long[1024];
    private int[] lengths = new int[1024];
    private long[] times = new long[1024];
    private long[] phones = new long[1024];
    private int[] before = new int[1024];
    private byte[] directions = new byte[1024];
    private byte[] statuses = new byte[1024];
    private short[] errors = new short[1024];
    private final NewestByPhone newest = new NewestByPhone();
    /** {@code phone|sender} of everybody who said stop. */
    private final Set<String> optOuts = new HashSet<>();

    public RollTexts(Path file, JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
        roll = Roll.open(file, (line, text) -> replay(line, json.readValue(text, Entry.class)));
        if (epoch == null) {
            begin();
        }
    }

    private void begin() {
        epoch = HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
        roll.append(json.writeValueAsBytes(Entry.epoch(epoch)));
    }

    private void replay(Roll.Line line, Entry entry) {
        if (entry.epoch() != null) {
            epoch = entry.epoch();
        } else if (entry.direction() != null) {
            index(line, entry);
        } else {
            mark(entry.place(), entry.status(), Optional.ofNullable(entry.error()));
        }
    }

    @Override
    public Text accept(Direction direction, String to, String from, String body, Optional<String> statusCallback,
            Optional<String> messagingService) {
        Entry entry = Entry.text(direction, to, from, body, clock.millis(), statusCallback.orElse(null), messagingService.orElse(null));
        byte[] line = json.writeValueAsBytes(entry);
        synchronized (this) {
            return text(index(roll.append(line), entry), entry);
        }
    }

    private int index(Roll.Line line, Entry entry) {
        int place = size;
        if (place == offsets.length) {
            makeRoom();
        }
        long phone = digits(entry.direction() == Direction.INBOUND ? entry.from() : entry.to());
        offsets[place] = line.offset();
        lengths[place] = line.length();
        times[place] = entry.at();
        phones[place] = phone;
        before[place] = newest.put(phone, place);
        directions[place] = (byte) entry.direction().ordinal();
        size++;
        switch (entry.direction()) {
            case INBOUND -> {
                statuses[place] = (byte) Status.RECEIVED.ordinal();
                hear(entry);
            }
            case OUTBOUND_REPLY -> statuses[place] = (byte) Status.DELIVERED.ordinal();
            case OUTBOUND_API -> {
                statuses[place] = (byte) Status.QUEUED.ordinal();
                accepted++;
            }
        }
        return place;
    }

    private void makeRoom() {
        int room = size * 2;
        offsets = Arrays.copyOf(offsets, room);
        lengths = Arrays.copyOf(lengths, room);
        times = Arrays.copyOf(times, room);
        phones = Arrays.copyOf(phones, room);
        before = Arrays.copyOf(before, room);
        directions = Arrays.copyOf(directions, room);
        statuses = Arrays.copyOf(statuses, room);
        errors = Arrays.copyOf(errors, room);
    }

    private void hear(Entry inbound) {
        Keyword.in(inbound.body()).ifPresent(keyword -> {
            switch (keyword) {
                case STOP -> optOuts.add(pair(inbound.from(), inbound.to()));
                case START -> optOuts.remove(pair(inbound.from(), inbound.to()));
                case HELP -> { }
            }
        });
    }

    private static String pair(String phone, String sender) {
        return phone + "|" + sender;
    }

    @Override
    public synchronized void settle(String sid, Status status, Optional<Integer> error) {
        int place = place(sid);
        if (place != NewestByPhone.NONE) {
            roll.append(json.writeValueAsBytes(Entry.settled(place, status, error.orElse(null))));
            mark(place, status, error);
        }
    }

    private void mark(int place, Status status, Optional<Integer> error) {
        statuses[place] = (byte) status.ordinal();
        // Twilio's delivery errors are 30xxx, all below 32768.
        errors[place] = error.orElse(0).shortValue();
    }

    @Override
    public synchronized Optional<Text> find(String sid) {
        int place = place(sid);
        return place == NewestByPhone.NONE ? Optional.empty() : Optional.of(text(place));
    }

    @Override
    public synchronized List<Text> newestFirst(Search search, Optional<String> after, int limit) {
        boolean onePhone = search.to().isPresent() && newest.newest(digits(search.to().get())) != NewestByPhone.NONE;
        int place = onePhone ? newest.newest(digits(search.to().get())) : size - 1;
        int limitPlace = after.map(this::place).filter(found -> found != NewestByPhone.NONE).orElse(Integer.MAX_VALUE);
        List<Text> found = new ArrayList<>();
        for (; place >= 0 && found.size() < limit; place = onePhone ? before[place] : place - 1) {
            if (place < limitPlace && within(search, times[place])) {
                Text text = text(place);
                if (search.to().map(text.to()::equals).orElse(true) && search.from().map(text.from()::equals).orElse(true)) {
                    found.add(text);
                }
            }
        }
        return found;
    }

    private static boolean within(Search search, long time) {
        return search.since().map(since -> time >= since.toEpochMilli()).orElse(true)
                && search.until().map(until -> time < until.toEpochMilli()).orElse(true);
    }

    @Override
    public synchronized List<Text> thread(String phone, int limit) {
        List<Text> thread = new ArrayList<>();
        for (int place = newest.newest(digits(phone)); place >= 0 && thread.size() < limit; place = before[place]) {
            thread.addFirst(text(place));
        }
        return thread;
    }

    @Override
    public synchronized List<Phone> phones(int limit) {
        List<Phone> found = new ArrayList<>();
        for (int place = size - 1; place >= 0 && found.size() < limit; place--) {
            if (newest.newest(phones[place]) == place) {
                Text text = text(place);
                found.add(new Phone(text.phone(), text, newest.texts(phones[place])));
            }
        }
        return found;
    }

    @Override
    public synchronized int accepted() {
        return accepted;
    }

    @Override
    public synchronized int accepted(String phone) {
        int count = 0;
        for (int place = newest.newest(digits(phone)); place >= 0; place = before[place]) {
            if (DIRECTIONS[directions[place]] == Direction.OUTBOUND_API) {
                count++;
            }
        }
        return count;
    }

    @Override
    public synchronized boolean optedOut(String phone, String sender) {
        return optOuts.contains(pair(phone, sender));
    }

    @Override
    public synchronized List<String> unsettled() {
        List<String> sids = new ArrayList<>();
        for (int place = 0; place < size; place++) {
            if (STATUSES[statuses[place]] == Status.QUEUED) {
                sids.add(sid(place));
            }
        }
        return sids;
    }

    @Override
    public synchronized void clear() {
        roll.clear();
        size = 0;
        accepted = 0;
        newest.clear();
        optOuts.clear();
        Arrays.fill(errors, (short) 0);
        begin();
    }

    @Override
    public void close() {
        roll.close();
    }

    private Text text(int place) {
        return text(place, json.readValue(roll.read(new Roll.Line(offsets[place], lengths[place])), Entry.class));
    }

    private Text text(int place, Entry entry) {
        Optional<Integer> error = errors[place] == 0 ? Optional.empty() : Optional.of((int) errors[place]);
        return new Text(sid(place), entry.direction(), entry.to(), entry.from(), entry.body(), Instant.ofEpochMilli(entry.at()),
                STATUSES[statuses[place]], error, Optional.ofNullable(entry.callback()), Optional.ofNullable(entry.service()));
    }

    private String sid(int place) {
        return "SM" + epoch + HEX.toHexDigits((long) place);
    }

    private int place(String sid) {
        if (!SID.matcher(sid).matches() || !sid.startsWith(epoch, 2)) {
            return NewestByPhone.NONE;
        }
        long place = HexFormat.fromHexDigitsToLong(sid, 18, 34);
        return place >= 0 && place < size ? (int) place : NewestByPhone.NONE;
    }

    /** A number as a number; 0 for what is none. */
    private static long digits(String number) {
        try {
            return number.startsWith("+") ? Long.parseLong(number, 1, number.length(), 10) : 0;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
