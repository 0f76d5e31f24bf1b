package dev.firebreak.evidence.internal;

import java.util.List;

/** The names and fixed texts of a sealed bag. */
final class Bag {
    static final String DATA = "data/";
    static final String CUSTODY = "data/custody.jsonl";
    static final String DECLARATION = "bagit.txt";
    static final String INFO = "bag-info.txt";
    static final String MANIFEST = "manifest-sha256.txt";
    static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
    static final String CHECKPOINT = "checkpoint";
    static final String BODY = "checkpoint.body";
    static final String SIGNATURE = "checkpoint.sig";
    static final String KEY = "signer.pub.pem";

    static final String DECLARATION_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

    /** The tag files that the tag manifest lists. */
    static final List<String> TAGS = List.of(DECLARATION, INFO, MANIFEST);
    /** The files whose digests the checkpoint holds. */
    static final List<String> SIGNED = List.of(DECLARATION, INFO, MANIFEST, TAG_MANIFEST);
    /** Every file beside the payload. */
    static final List<String> TOP =
            List.of(DECLARATION, INFO, MANIFEST, TAG_MANIFEST, CHECKPOINT, BODY, SIGNATURE, KEY);

    private Bag() {}
}
