package health.foramen.sandbox;

import java.time.Clock;
import java.util.random.RandomGenerator;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

import health.foramen.sandbox.fault.Faults;
import health.foramen.sandbox.mail.Mails;
import health.foramen.sandbox.mail.smtp.PostOffice;
import health.foramen.sandbox.mail.store.RollMails;
import health.foramen.sandbox.suite.NotificationSteps;
import health.foramen.sandbox.suite.Suite;
import health.foramen.sandbox.text.Deliveries;
import health.foramen.sandbox.text.Replies;
import health.foramen.sandbox.text.SignedWebhooks;
import health.foramen.sandbox.text.TelephoneCompany;
import health.foramen.sandbox.text.Texts;
import health.foramen.sandbox.text.Webhooks;
import health.foramen.sandbox.text.store.RollTexts;
import health.foramen.sandbox.text.web.HangingUp;
import health.foramen.sandbox.text.web.TextAccount;
import health.foramen.sandbox.time.MovingTheClock;

/** Who does what for whom. */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

    @Bean
    Faults faults() {
        return new Faults(RandomGenerator.getDefault());
    }

    @Bean(destroyMethod = "close")
    Texts texts(SandboxSettings settings, JsonMapper json, Clock clock) {
        return new RollTexts(settings.data().resolve("texts.jsonl"), json, clock);
    }

    @Bean
    Webhooks webhooks(TextAccount account) {
        return new SignedWebhooks(account.authToken());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Deliveries deliveries(Texts texts, Webhooks webhooks, Faults faults, TextAccount account) {
        return new Deliveries(texts, webhooks, faults, account.accountSid());
    }

    @Bean
    TelephoneCompany telephoneCompany(Texts texts, Deliveries deliveries, TextAccount account) {
        return new TelephoneCompany(texts, deliveries, account.from());
    }

    @Bean
    Replies replies(Texts texts, Webhooks webhooks, Faults faults, TextAccount account) {
        return new Replies(texts, webhooks, faults, account.accountSid(), account.from(), account.webhook());
    }

    @Bean(destroyMethod = "close")
    Mails mails(SandboxSettings settings, JsonMapper json, Clock clock) {
        return new RollMails(settings.data().resolve("mails.jsonl"), json, clock);
    }

    @Bean(initMethod = "open", destroyMethod = "stopService")
    PostOffice postOffice(SandboxSettings settings, Mails mails, Faults faults) {
        return new PostOffice(settings.smtpPort(), mails, faults);
    }

    @Bean
    MovingTheClock movingTheClock(SandboxSettings settings, JsonMapper json) {
        Suite suite = new Suite(settings.notification(), settings.tokenEndpoint(), json);
        return new MovingTheClock(settings.clockFile(), Clock.systemUTC(), new NotificationSteps(suite.as("sandbox", settings.secret())));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hangingUp() {
        return tomcat -> tomcat.addEngineValves(new HangingUp());
    }
}
