package health.foramen.notification.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import health.foramen.notification.mail.Letter;
import health.foramen.notification.mail.Mails.Posting;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What a mail server's every no means, and the guards around it: spoken by a server that says what it is told to. */
class SmtpMailsTest {

    /** What it answers to a command instead of yes; an empty word is silence and the end. */
    private final Map<String, String> says = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final ServerSocket server = server();

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
        if (words.isEmpty()) {
            return false;
        }
        client.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return true;
    }

    @AfterEach
    void theServerLeaves() throws IOException {
        server.close();
    }

    private SmtpMails mails() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.getLocalPort());
        sender.getJavaMailProperties().putAll(Map.of("mail.smtp.connectiontimeout", "1000", "mail.smtp.timeout", "1000"));
        return new SmtpMails(sender, new SmtpMails.Sender("clinic@foramen.example", "Foramen"), new SmtpMails.Guards(
                Retry.of("mail", SmtpMails.retrying()), CircuitBreaker.of("mail", CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4).build()),
                RateLimiter.ofDefaults("mail"), Bulkhead.ofDefaults("mail"),
                TimeLimiter.of("mail", TimeLimiterConfig.custom().timeoutDuration(Duration.ofSeconds(3)).cancelRunningFuture(false).build())), Clock.systemUTC());
    }

    private static Letter aLetter() {
        return new Letter("rosa@example.org", "visit-1~1~booked~email", "Your visit", "Hello", "<p>Hello</p>", Optional.empty(), Optional.empty());
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
    void whatWaitedUntilItMayHaveChangedIsNotHandedOver() {
        assertThat(mails().post(aLetter().leavingBy(Optional.of(Clock.systemUTC().instant().minusMillis(1))))).isInstanceOf(Posting.NotNow.class);
        assertThat(connections).hasValue(0);
    }
}
