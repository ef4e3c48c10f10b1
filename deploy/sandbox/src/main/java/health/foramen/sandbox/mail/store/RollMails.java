package health.foramen.sandbox.mail.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

import health.foramen.sandbox.mail.Mail;
import health.foramen.sandbox.mail.Mails;
import health.foramen.sandbox.roll.Roll;

/** A mail's id is its place on the roll; memory holds the places by mailbox. */
public final class RollMails implements Mails, AutoCloseable {

    /** @param raw Base64 on the roll */
    private record Entry(long at, String to, String from, String subject, byte[] raw) {
    }

    private final JsonMapper json;
    private final Clock clock;
    private final Roll roll;
    private final List<Roll.Line> lines = new ArrayList<>();
    /** Places by mailbox, the mailbox with the newest mail last. */
    private final Map<String, List<Integer>> places = new LinkedHashMap<>();

    public RollMails(Path file, JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
        roll = Roll.open(file, (line, text) -> index(line, json.readValue(text, Entry.class).to()));
    }

    private void index(Roll.Line line, String to) {
        List<Integer> mailbox = places.remove(to);
        if (mailbox == null) {
            mailbox = new ArrayList<>();
        }
        mailbox.add(lines.size());
        places.put(to, mailbox);
        lines.add(line);
    }

    @Override
    public void take(String to, String from, String subject, byte[] raw) {
        String mailbox = to.toLowerCase(Locale.ROOT);
        byte[] line = json.writeValueAsBytes(new Entry(clock.millis(), mailbox, from, subject, raw));
        synchronized (this) {
            index(roll.append(line), mailbox);
        }
    }

    @Override
    public synchronized Optional<Mail> find(int id) {
        return id < 0 || id >= lines.size() ? Optional.empty() : Optional.of(mail(id));
    }

    @Override
    public synchronized List<Mail> newestFirst(Optional<String> to, int limit) {
        List<Mail> found = new ArrayList<>();
        if (to.isPresent()) {
            List<Integer> mailbox = places.getOrDefault(to.get().toLowerCase(Locale.ROOT), List.of());
            for (int i = mailbox.size() - 1; i >= 0 && found.size() < limit; i--) {
                found.add(mail(mailbox.get(i)));
            }
        } else {
            for (int id = lines.size() - 1; id >= 0 && found.size() < limit; id--) {
                found.add(mail(id));
            }
        }
        return found;
    }

    @Override
    public synchronized List<Mailbox> mailboxes(int limit) {
        List<Map.Entry<String, List<Integer>>> all = new ArrayList<>(places.entrySet());
        return all.reversed().stream().limit(limit)
                .map(box -> new Mailbox(box.getKey(), mail(box.getValue().getLast()), box.getValue().size()))
                .toList();
    }

    @Override
    public synchronized int taken() {
        return lines.size();
    }

    @Override
    public synchronized void clear() {
        roll.clear();
        lines.clear();
        places.clear();
    }

    @Override
    public void close() {
        roll.close();
    }

    private Mail mail(int id) {
        Entry entry = json.readValue(roll.read(lines.get(id)), Entry.class);
        return new Mail(id, Instant.ofEpochMilli(entry.at()), entry.to(), entry.from(), entry.subject(), entry.raw());
    }
}
