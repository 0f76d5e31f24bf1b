package dev.firebreak.examples.cli;

import dev.firebreak.Plan;
import dev.firebreak.Step;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what the journal says of the incident; checks its chain; asks AWS nothing.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CaseFile file;

    @Override
    public Integer call() {
        List<JournalRecord> records = file.records();
        Map<String, Step> steps = new LinkedHashMap<>();
        Map<String, String> last = new LinkedHashMap<>();
        for (JournalRecord item : records) {
            if (item.type().equals("planned")) {
                Plan.fromJson(item.data().toString()).steps().forEach(step -> steps.put(step.id(), step));
            } else if (item.type().startsWith("step-") || item.type().startsWith("release-")) {
                last.put(item.step(), item.type());
            }
        }
        spec.commandLine().getOut().print(file.json() ? json(records, steps, last) : text(records, steps, last));
        spec.commandLine().getOut().flush();
        return Ir.DONE;
    }

    private String text(List<JournalRecord> records, Map<String, Step> steps, Map<String, String> last) {
        var text = new StringBuilder(file.incident() + ": " + records.size() + " records, chain intact\n");
        steps.forEach((id, step) -> text.append(
                "  %-18s %s%n".formatted(last.getOrDefault(id, "planned"), Printable.line(step.summary()))));
        return text.toString();
    }

    private String json(List<JournalRecord> records, Map<String, Step> steps, Map<String, String> last) {
        var tree = CanonicalJson.object();
        tree.put("incident", file.incident());
        tree.put("records", records.size());
        var list = tree.putArray("steps");
        steps.forEach((id, step) -> list.addObject()
                .put("id", id)
                .put("resource", step.resource().toString())
                .put("summary", step.summary())
                .put("last", last.getOrDefault(id, "planned")));
        return CanonicalJson.pretty(tree) + "\n";
    }
}
