package health.foramen.scheduling;

import health.foramen.safeguard.ServiceTokens;
import health.foramen.scheduling.board.web.DowntimeSheets;
import health.foramen.scheduling.board.web.LiveBoards;
import health.foramen.scheduling.booking.Agendas;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.PreviewingMoves;
import health.foramen.scheduling.booking.Settling;
import health.foramen.scheduling.booking.WorkingThroughDay;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.permit.Cards;
import health.foramen.scheduling.permit.PermitOwner;
import health.foramen.scheduling.permit.PermitWatch;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.permit.store.ReferralPermits;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import org.springframework.cloud.client.circuitbreaker.CircuitBreakerFactory;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.thymeleaf.ITemplateEngine;

/** The day as it is worked through: its steps, its board, its paper. */
@Configuration(proxyBeanMethods = false)
class DayConfiguration {

    @Bean
    PermitOwner permitOwner(@LoadBalanced RestClient.Builder neighbours, ServiceTokens tokens, CircuitBreakerFactory<?, ?> breakers) {
        return new ReferralPermits(neighbours.clone().baseUrl("http://referral-service").build(), tokens, breakers.create("referral-service-permits"));
    }

    @Bean
    WorkingThroughDay workingThroughDay(KeepingAppointments keeping, ClinicDays days, Agendas agendas, Permits permits, PermitOwner owner,
            PermitWatch permitWatch, Sites sites, Worklist worklist, Settling settling, DayBoards boards, Clock clock) {
        return new WorkingThroughDay(keeping, days, agendas, permits, owner, permitWatch, sites, worklist, settling, boards, clock);
    }

    @Bean
    PreviewingMoves previewingMoves(KeepingAppointments keeping, Permits permits, Sites sites, DayBoards boards, Clock clock) {
        return new PreviewingMoves(keeping, permits, sites, boards, clock);
    }

    @Bean
    LiveBoards liveBoards(DayBoards boards, Clock clock) {
        return new LiveBoards(boards, clock);
    }

    @Bean
    DowntimeSheets downtimeSheets(DowntimeProperties properties, ITemplateEngine templates, Sites sites, DayBoards boards, Cards cards, Permits permits,
            Clock clock) {
        return new DowntimeSheets(properties.folder(), properties.every(), templates, sites, boards, cards, permits, clock);
    }
}
