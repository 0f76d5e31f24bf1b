package dev.firebreak.testkit.wire.rest;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** How a REST protocol writes structures in bodies. */
public interface RestBody {
    /** The media type of a body that is a structure. */
    String contentType();

    /** Sets the payload members of a request. */
    void readMembers(SdkPojo builder, byte[] body);

    /** Reads a body that is one structure as a whole. */
    Object readStructure(Supplier<? extends SdkPojo> maker, byte[] body);

    /** Writes the payload members of an answer. */
    byte[] writeMembers(String operation, SdkPojo response);

    /** Writes one structure as the whole body. */
    byte[] writeStructure(String name, SdkPojo structure);
}
