package dev.firebreak.evidence.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.evidence.CustodyEvent;
import dev.firebreak.evidence.CustodyRecord;
import dev.firebreak.evidence.CustodyRecord.Digest;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks the chain of custody in a bag, and the items against it. */
final class CustodyCheck {
    private final BagFiles files;
    private final Problems problems;
    private final MerkleTree tree = new MerkleTree();
    private final Map<String, CustodyRecord> hashed = new TreeMap<>();
    private String previous = JournalRecord.NO_HASH;
    private String incident = "";
    private boolean broken;

    CustodyCheck(BagFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    void check(Optional<Checkpoint> signed) {
        if (!files.has(Bag.CUSTODY)) {
            if (!problems.has(Bag.CUSTODY)) {
                problems.add(Bag.CUSTODY, "it is missing");
            }
            return;
        }
        try (var lines = new Lines(files.open(Bag.CUSTODY))) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                tree.add(line.get());
                if (!broken) {
                    checkLine(line.get());
                }
            }
        } catch (IOException e) {
            breakAt(e.getMessage() == null ? "cannot be read" : e.getMessage());
        }
        signed.ifPresent(this::checkRoot);
        if (!broken) {
            hashed.values().forEach(this::checkItem);
        }
    }

    private void checkLine(byte[] line) throws IOException {
        String text = Utf8.decode(line);
        try {
            JsonNode entry = CanonicalJson.parse(text);
            String problem = problem(entry, text);
            if (problem.isEmpty()) {
                note(entry);
                previous = CanonicalJson.sha256(line);
            } else {
                breakAt(problem);
            }
        } catch (RuntimeException e) {
            // The line may be an attacker's, and whatever it does to the parser, it is not a record.
            breakAt("is not a journal record");
        }
    }

    private String problem(JsonNode entry, String text) {
        if (!entry.isObject() || !CanonicalJson.text(entry).equals(text)) {
            return "is not canonical JSON";
        }
        if (!entry.path("sequence").isIntegralNumber() || entry.path("sequence").longValue() != tree.size()) {
            return "has another sequence number";
        }
        if (!entry.path("previousHash").asText().equals(previous)) {
            return "does not carry the hash of the line before it";
        }
        String own = entry.path("incident").asText();
        if (own.isEmpty() || tree.size() > 1 && !own.equals(incident)) {
            return "belongs to another incident";
        }
        incident = own;
        return "";
    }

    private void note(JsonNode entry) {
        if (entry.path("type").asText().equals(CustodyRecord.TYPE) && hashedEvent(entry.path("data"))) {
            CustodyRecord custody = CustodyRecord.fromJson(entry.path("data"));
            hashed.put(custody.evidenceId(), custody);
        }
    }

    private static boolean hashedEvent(JsonNode custody) {
        return custody.path("event").asText().equals(CustodyEvent.HASHED.word());
    }

    private void breakAt(String reason) {
        broken = true;
        problems.add(Bag.CUSTODY, "the chain of custody breaks: line " + tree.size() + " " + reason);
    }

    private void checkRoot(Checkpoint signed) {
        if (signed.size() != tree.size()) {
            broken = true;
            problems.add(Bag.CUSTODY, "it has " + tree.size() + " records, and " + signed.size() + " were signed");
        } else if (!Arrays.equals(signed.root(), tree.root())) {
            broken = true;
            problems.add(Bag.CUSTODY, "its Merkle root is not the one that was signed");
        }
    }

    /** Records of what lies elsewhere, such as snapshots, name no file. */
    private void checkItem(CustodyRecord custody) {
        if (!CustodyTrail.isStored(custody)) {
            return;
        }
        String file = SafeName.inBag(custody.evidenceId(), custody.name().orElse(""));
        if (problems.has(file)) {
            return;
        }
        if (!files.has(file)) {
            problems.add(file, "it is missing, though the chain of custody says that it was collected");
            return;
        }
        boolean same = custody.digests().stream().anyMatch(Digest.ofStored(files.sha256(file))::equals);
        if (!same) {
            problems.add(file, "it is not what was collected (the chain of custody has another digest)");
        }
    }
}
