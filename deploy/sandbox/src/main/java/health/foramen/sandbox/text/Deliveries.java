package health.foramen.sandbox.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import health.foramen.sandbox.fault.Fault.Kind;
import health.foramen.sandbox.fault.Faults;

/**
 * Carries accepted texts into pockets and reports each step to the sender's callback: {@code sent}, then {@code delivered} or
 * {@code undelivered}. The order of one text's reports is kept, unless a fault says otherwise; texts overtake each other.
 * What a kill left unreported is reported after the next start.
 */
public final class Deliveries implements AutoCloseable {

    /** Enough to keep a receiver that takes 50 ms a report busy at 600 reports a second. */
    private static final int CARRIERS = 32;

    private final Texts texts;
    private final Webhooks webhooks;
    private final Faults faults;
    private final String account;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> carriers = new ArrayList<>();

    public Deliveries(Texts texts, Webhooks webhooks, Faults faults, String account) {
        this.texts = texts;
        this.webhooks = webhooks;
        this.faults = faults;
        this.account = account;
    }

    public void start() {
        waiting.addAll(texts.unsettled());
        for (int i = 0; i < CARRIERS; i++) {
            carriers.add(Thread.ofVirtual().name("carrier-" + i).start(this::carry));
        }
    }

    public void deliver(String sid) {
        waiting.add(sid);
    }

    private void carry() {
        try {
            while (true) {
                texts.find(waiting.take()).filter(text -> text.status() == Status.QUEUED).ifPresent(this::deliver);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Text text) {
        Optional<Integer> error = OddNumber.of(text.to()).flatMap(OddNumber::undelivered);
        Status end = error.isPresent() ? Status.UNDELIVERED : Status.DELIVERED;
        text.statusCallback().ifPresent(url -> {
            if (faults.strike(Kind.CALLBACK_DROPPED, text.to()).isPresent()) {
                return;
            }
            SortedMap<String, String> sent = report(text, Status.SENT, Optional.empty());
            SortedMap<String, String> ended = report(text, end, error);
            boolean reordered = faults.strike(Kind.CALLBACK_REORDERED, text.to()).isPresent();
            boolean twice = faults.strike(Kind.CALLBACK_TWICE, text.to()).isPresent();
            for (SortedMap<String, String> report : reordered ? List.of(ended, sent) : List.of(sent, ended)) {
                webhooks.post(url, report);
                if (twice) {
                    webhooks.post(url, report);
                }
            }
        });
        texts.settle(text.sid(), end, error);
    }

    private SortedMap<String, String> report(Text text, Status status, Optional<Integer> error) {
        SortedMap<String, String> form = new TreeMap<>();
        form.put("AccountSid", account);
        form.put("ApiVersion", "2010-04-01");
        form.put("From", text.from());
        form.put("To", text.to());
        form.put("MessageSid", text.sid());
        form.put("MessageStatus", status.code());
        form.put("SmsSid", text.sid());
        form.put("SmsStatus", status.code());
        text.messagingService().ifPresent(service -> form.put("MessagingServiceSid", service));
        error.ifPresent(code -> form.put("ErrorCode", code.toString()));
        return form;
    }

    @Override
    public void close() {
        carriers.forEach(Thread::interrupt);
    }
}
