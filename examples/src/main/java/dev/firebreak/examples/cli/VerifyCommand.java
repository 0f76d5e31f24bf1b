package dev.firebreak.examples.cli;

import dev.firebreak.evidence.BagVerification;
import dev.firebreak.evidence.EvidenceBag;
import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.JournalVerification;
import dev.firebreak.spi.CanonicalJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a sealed bag: every file, the chain of custody, and the signature.",
            "Checks a journal by itself: every record, and that none was removed; also while an incident is under way."
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "BAG|JOURNAL",
            description = "The directory of a bag or of an incident, or a journal file.")
    private Path place;

    @Option(names = "--key", paramLabel = "PEM", description = "The public key expected to have sealed it.")
    private @Nullable Path key;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return isJournal() ? checkJournal() : checkBag();
    }

    private boolean isJournal() {
        return Files.isRegularFile(place) || Files.exists(place.resolve("journal.jsonl"));
    }

    private int checkJournal() {
        if (key != null) {
            throw new IllegalArgumentException("Invalid option: --key with a journal (only bags are signed)");
        }
        JournalVerification found = FileJournal.verify(place);
        return print(json ? JournalFindings.json(found) : JournalFindings.text(found), found.isIntact());
    }

    private int checkBag() {
        if (!Files.isDirectory(place)) {
            throw new IllegalArgumentException(
                    "Cannot read bag or journal " + place + ": there is no such directory or file");
        }
        BagVerification found = key == null ? EvidenceBag.verify(place) : EvidenceBag.verify(place, publicKey(key));
        return print(json ? json(found) : text(found), found.isIntact());
    }

    private int print(String text, boolean intact) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return intact ? Ir.DONE : Ir.INCOMPLETE;
    }

    private static PublicKey publicKey(Path file) {
        String base64 = InputFile.text("key", file).replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            return decoded(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Invalid key " + file + " (must be an Ed25519 or EC public key in PEM)", e);
        }
    }

    private static PublicKey decoded(X509EncodedKeySpec key) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(key);
        } catch (GeneralSecurityException notEd25519) {
            return KeyFactory.getInstance("EC").generatePublic(key);
        }
    }

    private static String text(BagVerification found) {
        var text = new StringBuilder(
                Printable.line(found.bag().toString()) + ": " + (found.isIntact() ? "intact" : "NOT intact") + "\n");
        found.problems()
                .forEach(problem -> text.append("  ")
                        .append(Printable.line(problem.toString()))
                        .append('\n'));
        return text.toString();
    }

    private static String json(BagVerification found) {
        var tree = CanonicalJson.object();
        tree.put("bag", found.bag().toString());
        tree.put("intact", found.isIntact());
        var problems = tree.putArray("problems");
        found.problems()
                .forEach(problem ->
                        problems.addObject().put("file", problem.file()).put("message", problem.message()));
        return CanonicalJson.pretty(tree) + "\n";
    }
}
