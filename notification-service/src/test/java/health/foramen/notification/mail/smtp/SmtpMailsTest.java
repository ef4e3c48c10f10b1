package health.foramen.notification.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails.Posting;
import health.foramen.notification.mail.ical.IcalFiles;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What a mail server's every no means, and the guards around it: spoken by a server that says what it is told to. */
class SmtpMailsTest {

    private static final String HANGS = "…";

    /** What it answers to a command instead of yes; an empty word is silence and the end. */
    private final Map<String, String> says = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> data = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    /** Set free what hangs. */
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final ServerSocket server = server();

    private RateLimiterConfig rate = RateLimiterConfig.custom().limitForPeriod(100).limitRefreshPeriod(Duration.ofSeconds(1)).timeoutDuration(Duration.ZERO).build();
    private BulkheadConfig bulkhead = BulkheadConfig.custom().maxConcurrentCalls(8).maxWaitDuration(Duration.ZERO).build();
    private Duration patience = Duration.ofSeconds(3);
    private String socketPatience = "1000";

    private ServerSocket server() {
        try {
            ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket client = socket.accept();
                        connections.incrementAndGet();
                        Thread.ofVirtual().start(() -> talk(client));
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void talk(Socket client) {
        try (client; BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            if (!say(client, "CONNECT", "220 here")) {
                return;
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
                if (verb.equals("DATA")) {
                    if (!say(client, "DATA", "354 go on") || says.containsKey("DATA")) {
                        continue;
                    }
                    while (!".".equals(line)) {
                        data.add(line);
                        line = in.readLine();
                    }
                    taken.incrementAndGet();
                    if (!say(client, "END", "250 taken")) {
                        return;
                    }
                } else if (!say(client, verb, verb.equals("QUIT") ? "221 bye" : "250 ok")) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client hung up, as it may.
        }
    }

    private boolean say(Socket client, String about, String otherwise) throws IOException {
        String words = says.getOrDefault(about, otherwise);
        if (words.equals(HANGS)) {
            hanging.countDown();
            await(over);
            return false;
        }
        if (words.isEmpty()) {
            return false;
        }
        client.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return true;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void theServerLeaves() throws IOException {
        over.countDown();
        server.close();
    }

    private SmtpMails mails() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getLocalPort());
        sender.getJavaMailProperties().putAll(Map.of("mail.smtp.connectiontimeout", "1000", "mail.smtp.timeout", socketPatience));
        return new SmtpMails(sender, new SmtpMails.Sender("clinic@foramen.example", "Foramen"), new IcalFiles(), new SmtpMails.Guards(
                Retry.of("mail", SmtpMails.retrying()), CircuitBreaker.of("mail", CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4)
                        .ignoreExceptions(RequestNotPermitted.class, BulkheadFullException.class, SmtpMails.Stale.class).build()),
                RateLimiter.of("mail", rate), Bulkhead.of("mail", bulkhead),
                TimeLimiter.of("mail", TimeLimiterConfig.custom().timeoutDuration(patience).cancelRunningFuture(false).build())), Clock.systemUTC());
    }

    private static Letter aLetter() {
        return new Letter("rosa@example.org", "visit-1~1~booked~email", "Your visit", "Hello", "<p>Hello</p>", Optional.empty(), Optional.of("https://visit.foramen.org/v/Jx0v3k8Qm2Zt7Rb5Nw4yHc/no-mail"), Optional.empty());
    }

    @Test
    void aLetterIsPostedUnderAMessageIdOfItsOwn() {
        assertThat(mails().post(aLetter())).isEqualTo(new Posting.Posted("<visit-1~1~booked~email@foramen.example>"));
        assertThat(taken).hasValue(1);
    }

    @Test
    void anAddressThatIsRefusedForGoodIsNotTriedAgain() {
        says.put("RCPT", "550 no such user");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.Refused.class);
        assertThat(connections).hasValue(1);
    }

    @Test
    void aNoForNowIsTriedAgainAndLater() {
        says.put("RCPT", "450 come back in a minute");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.NotNow.class);
        assertThat(connections).as("once more here").hasValue(2);
    }

    @Test
    void aServerThatTurnsUsAwayOrSaysNothingHasNothing() {
        says.put("CONNECT", "421 too busy");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.NotNow.class);
        says.put("CONNECT", "");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.NotNow.class);
    }

    @Test
    void aLineThatBreaksAfterTheLetterLeavesADoubt() {
        says.put("END", "");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.Unsure.class);
        assertThat(taken).as("not tried again here").hasValue(1);
    }

    @Test
    void aGoodbyeThatFailsTakesNothingBack() {
        says.put("QUIT", "");
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.Posted.class);
        assertThat(taken).hasValue(1);
    }

    @Test
    void aServerThatIsAwayTooOftenIsLeftAlone() {
        says.put("CONNECT", "421 too busy");
        SmtpMails mails = mails();
        mails.post(aLetter());
        mails.post(aLetter());
        int before = connections.get();
        assertThat(mails.post(aLetter())).isInstanceOfSatisfying(Posting.NotNow.class, later -> assertThat(later.sentence()).contains("rests"));
        assertThat(connections).hasValue(before);
    }

    @Test
    void aServerThatHangsIsWaitedForNoLongerThanItsTimeAndLeavesADoubt() {
        patience = Duration.ofMillis(200);
        socketPatience = "60000";
        says.put("END", HANGS);
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.Unsure.class);
        assertThat(taken).as("not tried again here").hasValue(1);
    }

    @Test
    void aServerThatHangsTooOftenIsLeftAlone() {
        patience = Duration.ofMillis(100);
        socketPatience = "60000";
        says.put("CONNECT", HANGS);
        SmtpMails mails = mails();
        for (int i = 0; i < 4; i++) {
            assertThat(mails.post(aLetter())).isInstanceOf(Posting.Unsure.class);
        }
        assertThat(mails.post(aLetter())).isInstanceOfSatisfying(Posting.NotNow.class, later -> assertThat(later.sentence()).contains("rests"));
    }

    @Test
    void noMoreLettersASecondThanTheServerTakesAndThatIsNoFaultOfIts() {
        rate = RateLimiterConfig.custom().limitForPeriod(2).limitRefreshPeriod(Duration.ofHours(1)).timeoutDuration(Duration.ZERO).build();
        SmtpMails mails = mails();
        for (int i = 0; i < 10; i++) {
            Class<? extends Posting> expected = i < 2 ? Posting.Posted.class : Posting.NotNow.class;
            assertThat(mails.post(aLetter())).isInstanceOf(expected);
        }
        assertThat(mails.post(aLetter())).as("the breaker is closed").isInstanceOfSatisfying(Posting.NotNow.class, later -> assertThat(later.sentence()).contains("at once"));
        assertThat(taken).hasValue(2);
    }

    @Test
    void noMoreLettersAtOnceThanTheServerTakes() {
        bulkhead = BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build();
        patience = Duration.ofSeconds(60);
        socketPatience = "60000";
        says.put("CONNECT", HANGS);
        SmtpMails mails = mails();
        CompletableFuture<Posting> first = CompletableFuture.supplyAsync(() -> mails.post(aLetter()));
        await(hanging);
        assertThat(mails.post(aLetter())).isInstanceOfSatisfying(Posting.NotNow.class, later -> assertThat(later.sentence()).contains("at once"));
        over.countDown();
        assertThat(first.join()).as("it hung up before it took anything").isInstanceOf(Posting.NotNow.class);
    }

    @Test
    void aMailReaderIsToldWhereItsButtonEndsSuchLetters() {
        assertThat(mails().post(aLetter())).isInstanceOf(Posting.Posted.class);
        assertThat(data).contains("List-Unsubscribe: <https://visit.foramen.org/v/Jx0v3k8Qm2Zt7Rb5Nw4yHc/no-mail>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }

    @Test
    void whatWaitedUntilItMayHaveChangedIsNotHandedOver() {
        assertThat(mails().post(aLetter().leavingBy(Optional.of(Clock.systemUTC().instant().minusMillis(1))))).isInstanceOf(Posting.NotNow.class);
        assertThat(connections).hasValue(0);
    }
}
