package dev.firebreak.aws.internal.iam;

import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The policies that a principal has, inline and attached. */
interface Policies {
    /**
     * The text of an inline policy.
     *
     * @throws NoSuchEntityException when there is none of the name
     */
    String document(String name);

    void put(String name, String document);

    void delete(String name);

    boolean isAttached(String arn);

    void attach(String arn);

    void detach(String arn);

    /** The text of an inline policy; empty when there is none. */
    default String inline(String name) {
        try {
            return PolicyDocuments.decoded(document(name));
        } catch (NoSuchEntityException e) {
            return "";
        }
    }

    /** Puts an inline policy back as it was: an empty text takes it away. */
    default void restore(String name, String document) {
        if (document.isEmpty()) {
            unlessGone(() -> delete(name));
        } else {
            put(name, document);
        }
    }

    /** An earlier attempt, of which the answer was lost, may have removed it. */
    static void unlessGone(Runnable removal) {
        try {
            removal.run();
        } catch (NoSuchEntityException e) {
            // Then it is as it should be.
        }
    }
}
