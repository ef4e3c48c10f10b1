package health.foramen.sandbox.mail.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import health.foramen.sandbox.fault.Fault;
import health.foramen.sandbox.fault.Fault.Kind;
import health.foramen.sandbox.fault.Faults;
import health.foramen.sandbox.mail.Mails;

/**
 * Takes mail for anybody. GreenMail speaks SMTP; each message goes into {@link Mails} before the sender hears 250, so what was
 * accepted outlives a kill. On a bad day the door hangs or refuses instead.
 */
public final class PostOffice extends SmtpServer {

    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(10);
    private static final Duration HANGS = Duration.ofMinutes(1);
    /** A connection is met before anybody has said whom the mail is for. */
    private static final String NOBODY_YET = "";

    private final Faults faults;

    public PostOffice(int port, Mails mails, Faults faults) {
        super(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), new Managers());
        this.faults = faults;
        managers.getUserManager().setMessageDeliveryHandler((message, address) -> new Receiver(address.getEmail(), mails));
    }

    /** Returns when the port is open. */
    public void open() {
        startService();
        try {
            if (!waitTillRunning(PATIENCE_AT_START.toMillis())) {
                throw new IllegalStateException("The mail port " + setup.getPort() + " is taken or cannot be opened");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected ProtocolHandler createProtocolHandler(Socket client) {
        Optional<Fault> hangs = faults.strike(Kind.MAIL_HANGS, NOBODY_YET);
        if (hangs.isPresent()) {
            return new ClosedDoor(client, "", hangs.get().delay(HANGS));
        }
        if (faults.strike(Kind.MAIL_REFUSED, NOBODY_YET).isPresent()) {
            return new ClosedDoor(client, "421 4.3.2 Service not available, closing transmission channel\r\n", Duration.ZERO);
        }
        return super.createProtocolHandler(client);
    }

    /** Says its one line, if any, waits, and closes. */
    private record ClosedDoor(Socket client, String says, Duration waits) implements ProtocolHandler {

        @Override
        public void run() {
            try (client) {
                client.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().flush();
                Thread.sleep(waits);
            } catch (IOException _) {
                // The other side left first, as it should.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            try {
                client.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Anybody, with a mailbox of ours. */
    private record Receiver(String address, Mails mails) implements GreenMailUser {

        @Override
        public void deliver(MovingMessage message) {
            deliver(message.getMessage());
        }

        @Override
        public void deliver(MimeMessage message) {
            try {
                ByteArrayOutputStream raw = new ByteArrayOutputStream();
                message.writeTo(raw);
                String from = message.getFrom() == null ? "" : message.getFrom()[0].toString();
                mails.take(address, from, Objects.requireNonNullElse(message.getSubject(), ""), raw.toByteArray());
            } catch (IOException | MessagingException broken) {
                throw new IllegalStateException("The mail cannot be read", broken);
            }
        }

        @Override
        public String getEmail() {
            return address;
        }

        @Override
        public String getLogin() {
            return address;
        }

        @Override
        public String getPassword() {
            return address;
        }

        @Override
        public String getQualifiedMailboxName() {
            return address;
        }

        @Override
        public void create() {
            // A mailbox exists by receiving.
        }

        @Override
        public void delete() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setPassword(String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void authenticate(String password) {
            // Anybody may look into these.
        }
    }
}
