package health.foramen.referral.history.web;

import health.foramen.outbox.StableIds;
import health.foramen.referral.care.web.Form;
import health.foramen.referral.care.web.Moments;
import health.foramen.referral.care.web.Reading.Mistake;
import health.foramen.referral.history.BringingInHistory;
import health.foramen.referral.history.BringingInHistory.Brought;
import health.foramen.referral.history.HistoryList;
import health.foramen.referral.history.HistoryList.Phase;
import health.foramen.referral.history.HistoryList.Verdict;
import health.foramen.referral.history.web.CsvLists.NoList;
import health.foramen.safeguard.Person;
import health.foramen.safeguard.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The desk brings a list in: choose a file, read what would happen, record it, take home what was rejected. */
@Controller
public final class HistoryListPages {

    private static final String PATH = "/patients/imports/{id:[0-9a-fA-F-]{36}}";
    private static final int SHOWN = 200;

    /** One list. */
    public record Row(UUID id, String name, String by, String at, String phase, String mark, int lines, int worked) {
    }

    /** One line that was not taken. */
    public record RejectedRow(int line, String because) {
    }

    private final BringingInHistory bringing;
    private final Moments moments;

    public HistoryListPages(BringingInHistory bringing, Moments moments) {
        this.bringing = bringing;
        this.moments = moments;
    }

    @GetMapping("/patients/imports")
    String lists(Person person, Model model) {
        return lists(Form.filled(Map.of("key", UUID.randomUUID().toString())), person, model);
    }

    @PostMapping("/patients/imports")
    String bring(@RequestParam String key, @RequestParam MultipartFile file, Person person, Model model, HttpServletResponse response) {
        if (file.isEmpty()) {
            return again("Please choose a file.", person, model, response);
        }
        try {
            return switch (bringing.bring(Uploads.read(StableIds.of("history-list", person.id(), key), file, person))) {
                case Brought.Taken(var list) -> "redirect:/patients/imports/" + list.id();
                case Brought.KeyUsedForAnother _ -> again("This form was sent before with another file; please choose the file again.", person, model, response);
            };
        } catch (NoList no) {
            return again(no.getMessage(), person, model, response);
        }
    }

    @GetMapping(PATH)
    String list(@PathVariable UUID id, Person person, Model model) {
        return show(id, person, model, "history/list");
    }

    /** The part that changes while the background works. */
    @GetMapping(PATH + "/progress")
    String progress(@PathVariable UUID id, Person person, Model model) {
        return show(id, person, model, "history/list :: progress");
    }

    @PostMapping(PATH + "/record")
    String record(@PathVariable UUID id) {
        known(id);
        bringing.record(id);
        return "redirect:/patients/imports/" + id;
    }

    @PostMapping(PATH + "/discard")
    String discard(@PathVariable UUID id) {
        known(id);
        bringing.discard(id);
        return "redirect:/patients/imports/" + id;
    }

    @GetMapping(PATH + "/rejected.csv")
    ResponseEntity<String> rejected(@PathVariable UUID id) {
        return HistoryListsApi.report(bringing, known(id));
    }

    private HistoryList known(UUID id) {
        return bringing.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String again(String sentence, Person person, Model model, HttpServletResponse response) {
        response.setStatus(422);
        return lists(Form.filled(Map.of("key", UUID.randomUUID().toString())).with(List.of(new Mistake("/file", sentence))), person, model);
    }

    private String lists(Form form, Person person, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("rows", bringing.newest().stream().map(this::row).toList());
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK));
        return "history/lists";
    }

    private String show(UUID id, Person person, Model model, String view) {
        var list = known(id);
        model.addAttribute("row", row(list));
        model.addAttribute("list", list);
        model.addAttribute("works", list.phase().works());
        model.addAttribute("counts", list.phase() == Phase.RECORDING || list.phase() == Phase.DONE ? list.recorded() : list.checked());
        model.addAttribute("rejected", list.phase().works() ? List.of() : IntStream.range(0, list.pieces()).boxed()
                .flatMap(piece -> bringing.judged(id, piece).stream()).filter(judged -> judged.verdict() == Verdict.REJECTED).limit(SHOWN)
                .map(judged -> new RejectedRow(judged.line().number(), judged.because().orElse(""))).toList());
        model.addAttribute("mayEdit", person.is(Role.FRONT_DESK));
        return view;
    }

    private Row row(HistoryList list) {
        var words = switch (list.phase()) {
            case CHECKING -> List.of("being checked", "wait");
            case CHECKED -> List.of("checked, not recorded yet", "warn");
            case RECORDING -> List.of("being recorded", "wait");
            case DONE -> List.of("recorded", "ok");
            case DISCARDED -> List.of("discarded", "done");
        };
        return new Row(list.id(), list.name(), list.by().name(), moments.time(list.at()), words.getFirst(), words.getLast(), list.lines(), list.worked());
    }
}
