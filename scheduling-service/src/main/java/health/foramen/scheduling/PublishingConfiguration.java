package health.foramen.scheduling;

import health.foramen.outbox.Json;
import health.foramen.outbox.Outbox;
import health.foramen.scheduling.booking.KeepingAppointments;
import health.foramen.scheduling.booking.MovingAppointments;
import health.foramen.scheduling.check.KeepingTheirWord;
import health.foramen.scheduling.day.ClinicDays;
import health.foramen.scheduling.day.ClinicianAgendas;
import health.foramen.scheduling.day.Leaves;
import health.foramen.scheduling.day.PublishingBlocks;
import health.foramen.scheduling.day.WhatBreaks;
import health.foramen.scheduling.day.store.MongoLeaves;
import health.foramen.scheduling.disruption.Proposing;
import health.foramen.scheduling.disruption.Rescheduling;
import health.foramen.scheduling.job.Jobs;
import health.foramen.scheduling.job.Worker;
import health.foramen.scheduling.job.WorkingOffJobs;
import health.foramen.scheduling.job.store.MongoJobs;
import health.foramen.scheduling.openings.DayBoards;
import health.foramen.scheduling.openings.FindingOpenings;
import health.foramen.scheduling.permit.Permits;
import health.foramen.scheduling.site.Dependents;
import health.foramen.scheduling.site.KeepingSites;
import health.foramen.scheduling.site.Sites;
import health.foramen.scheduling.template.KeepingTemplates;
import health.foramen.scheduling.template.PublishingTemplates;
import health.foramen.scheduling.template.RecurrenceRules;
import health.foramen.scheduling.template.TakingLeave;
import health.foramen.scheduling.template.Templates;
import health.foramen.scheduling.template.store.IcalRules;
import health.foramen.scheduling.template.store.StoredTemplates;
import health.foramen.scheduling.worklist.Worklist;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;

/** What a site publishes and takes back: templates, leave, and the jobs that do many things one by one. */
@Configuration(proxyBeanMethods = false)
class PublishingConfiguration {

    @Bean
    Leaves leaves(MongoOperations mongo) {
        return new MongoLeaves(mongo);
    }

    @Bean
    Dependents dependents(ClinicDays days, Worklist worklist, Clock clock) {
        return new WhatBreaks(days, worklist, clock);
    }

    @Bean
    RecurrenceRules recurrenceRules() {
        return new IcalRules();
    }

    @Bean
    Templates templates(MongoOperations mongo, Outbox outbox) {
        return new StoredTemplates(mongo, outbox, Json.builder().addModule(new CodedWords()).build());
    }

    @Bean
    KeepingTemplates keepingTemplates(Templates templates, Sites sites, RecurrenceRules rules) {
        return new KeepingTemplates(templates, sites, rules);
    }

    @Bean
    PublishingTemplates publishingTemplates(Templates templates, RecurrenceRules rules, Sites sites, ClinicDays days, ClinicianAgendas agendas,
            Leaves leaves, PublishingBlocks publishing, Jobs jobs, Clock clock) {
        return new PublishingTemplates(templates, rules, sites, days, agendas, leaves, publishing, jobs, clock);
    }

    @Bean
    TakingLeave takingLeave(Leaves leaves, ClinicianAgendas agendas, ClinicDays days, PublishingBlocks publishing, Worklist worklist, Sites sites, Clock clock) {
        return new TakingLeave(leaves, agendas, days, publishing, worklist, sites, clock);
    }

    @Bean
    Proposing proposing(Sites sites, DayBoards boards, FindingOpenings finding, Clock clock) {
        return new Proposing(sites, boards, finding, clock);
    }

    @Bean
    Rescheduling rescheduling(Sites sites, KeepingSites keepingSites, ClinicDays days, ClinicianAgendas agendas, Leaves leaves, PublishingBlocks publishing, Permits permits,
            KeepingAppointments appointments, MovingAppointments moving, Proposing proposing, Worklist worklist, DayBoards boards, Jobs jobs, Clock clock) {
        return new Rescheduling(sites, keepingSites, days, agendas, leaves, publishing, permits, appointments, moving, proposing, worklist, boards, jobs, clock);
    }

    @Bean
    KeepingTheirWord keepingTheirWord(ClinicDays days, ClinicianAgendas clinicians, MovingAppointments moving, Worklist worklist, Clock clock) {
        return new KeepingTheirWord(days, clinicians, moving, worklist, clock);
    }

    @Bean
    Jobs jobs(MongoOperations mongo) {
        return new MongoJobs(mongo);
    }

    @Bean
    WorkingOffJobs workingOffJobs(Jobs jobs, List<Worker> workers, Clock clock) {
        return new WorkingOffJobs(jobs, workers, UUID.randomUUID().toString(), clock::instant, InstantSource.system(),
                Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    JobBeat jobBeat(WorkingOffJobs jobs, DayBoards boards) {
        return new JobBeat(jobs, boards);
    }
}
