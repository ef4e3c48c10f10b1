package health.foramen.notification.running;

import static health.foramen.notification.running.RunningClinic.CLOCK;
import static health.foramen.notification.running.RunningClinic.MAIL;
import static health.foramen.notification.running.RunningClinic.MORNING;
import static health.foramen.notification.running.RunningClinic.NEIGHBOURS;
import static health.foramen.notification.running.RunningClinic.PUBLIC_URL;
import static health.foramen.notification.running.RunningClinic.bean;
import static health.foramen.notification.running.RunningClinic.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import health.foramen.notification.notice.Notices;
import health.foramen.notification.notice.messaging.ReferralNews;
import health.foramen.outbox.Handled;
import health.foramen.outbox.IncomingEvent;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A referrer hears that there is news, once, and nothing of what it is. */
class NoticesIT {

    @BeforeEach
    void aQuietMorning() {
        CLOCK.moveTo(MORNING);
    }

    private static Handled told(String type, String referral, long version, Instant at) {
        return bean(ReferralNews.class).handle(new IncomingEvent(UUID.randomUUID().toString(), type, referral, version, at,
                "{\"referralId\":\"%s\",\"version\":%d,\"status\":\"accepted\"}".formatted(referral, version)));
    }

    private static List<MimeMessage> lettersTo(String address) {
        return Stream.of(MAIL.getReceivedMessages()).filter(letter -> {
            try {
                return letter.getRecipients(Message.RecipientType.TO)[0].toString().contains(address);
            } catch (jakarta.mail.MessagingException e) {
                throw new AssertionError(e);
            }
        }).toList();
    }

    @Test
    void newsIsToldOnceAndSaysNothingOfWhatItIs() throws Exception {
        var referral = UUID.randomUUID().toString();
        var address = "practice-" + referral.substring(0, 8) + "@example.org";
        NEIGHBOURS.referrers.put(referral, address);
        assertThat(told("referral.accepted.v1", referral, 3, MORNING)).isEqualTo(Handled.APPLIED);
        assertThat(told("referral.accepted.v1", referral, 3, MORNING)).isEqualTo(Handled.SUPERSEDED);
        soon().untilAsserted(() -> assertThat(lettersTo(address)).hasSize(1));
        var letter = lettersTo(address).getFirst();
        assertThat(letter.getMessageID()).startsWith("<notice-" + referral + "-3@");
        assertThat(letter.getSubject()).isEqualTo("News about a referral is waiting for you");
        assertThat(GreenMailUtil.getWholeMessage(letter)).contains(PUBLIC_URL + "/referrals/" + referral).doesNotContain("accepted");
        assertThat(told("referral.accepted.v1", referral, 3, MORNING)).as("also after it has left").isEqualTo(Handled.SUPERSEDED);
        told("referral.booked.v1", referral, 5, MORNING);
        soon().untilAsserted(() -> assertThat(lettersTo(address)).hasSize(2));
    }

    @Test
    void whoWantsNoEmailGetsNoneAndOldNewsIsNoNews() {
        var referral = UUID.randomUUID().toString();
        told("referral.closed.v1", referral, 9, MORNING);
        soon().untilAsserted(() -> assertThat(bean(Notices.class).waiting(50)).noneMatch(notice -> notice.referralId().equals(referral)));
        assertThat(told("referral.closed.v1", UUID.randomUUID().toString(), 9, MORNING.minus(Duration.ofDays(4)))).isEqualTo(Handled.SUPERSEDED);
    }
}
