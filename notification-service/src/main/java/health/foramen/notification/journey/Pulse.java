package health.foramen.notification.journey;

import java.time.Duration;

/** What an operator watches, as it happens. */
public interface Pulse {

    /** @param state as {@link StepState#word} */
    void became(Channel channel, String state);

    /** A message was taken in hand so long after it was due, in business time. */
    void late(Channel channel, Duration lag);

    /** An e-mail of which nobody knows whether the server took it goes again under its Message-ID. */
    void postedAgain();
}
