package health.foramen.scheduling.template.web;

import health.foramen.scheduling.site.Hours;
import health.foramen.scheduling.template.Template;
import health.foramen.scheduling.template.Templates;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** A template on the wire. */
record TemplateWords(@NotBlank @Size(max = 60) String site, @NotBlank @Size(max = 60) String clinician, @NotBlank @Size(max = 120) String room,
        @Size(max = 120) String device, @Size(max = Template.MOST_NURSES) List<@NotBlank @Size(max = 120) String> nurses, @NotNull LocalTime from,
        @NotNull LocalTime to, @NotBlank @Size(max = Template.LONGEST_RULE) String rule, @NotNull LocalDate first,
        @Size(max = Template.MOST_EXCEPTIONS) List<@NotNull LocalDate> except, @Size(max = Template.MOST_SWAPS) List<@Valid @NotNull Swap> swaps,
        LocalDate ended) {

    record Swap(@NotNull LocalDate date, @NotBlank @Size(max = 60) String clinician) {
    }

    record Read(String templateId, long version, String site, String clinician, String room, Optional<String> device, List<String> nurses, String from,
            String to, String rule, LocalDate first, List<LocalDate> except, List<Template.Swap> swaps, Optional<LocalDate> ended) {

        static Read of(Templates.Known known) {
            Template t = known.template();
            return new Read(t.id(), known.version(), t.site(), t.clinician(), t.room(), t.device(), t.nurses(), t.hours().from().toString(),
                    t.hours().to().toString(), t.rule(), t.first(), t.except(), t.swaps(), t.ended());
        }
    }

    boolean ends() {
        return from.isBefore(to);
    }

    Template template(String id) {
        return new Template(id, site, clinician, room, Optional.ofNullable(device).filter(d -> !d.isBlank()), nurses == null ? List.of() : nurses,
                new Hours(from, to), rule, first, except == null ? List.of() : except,
                swaps == null ? List.of() : swaps.stream().map(s -> new Template.Swap(s.date(), s.clinician())).toList(), Optional.ofNullable(ended));
    }
}
