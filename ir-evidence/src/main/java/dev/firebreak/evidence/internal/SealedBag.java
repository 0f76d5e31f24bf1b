package dev.firebreak.evidence.internal;

import java.nio.file.Path;
import java.security.PublicKey;

/** A bag just written. */
public record SealedBag(String incident, Path path, String manifestSha256, PublicKey key) {}
