package dev.firebreak.testkit.service.rds;

import dev.firebreak.testkit.service.AwsError;

/** The refusals that many operations of RDS share. */
final class RdsErrors {
    private RdsErrors() {}

    static AwsError value(String message, Object... arguments) {
        return AwsError.of("InvalidParameterValue", message, arguments);
    }

    static AwsError combination(String message, Object... arguments) {
        return AwsError.of("InvalidParameterCombination", message, arguments);
    }

    static AwsError noInstance(String id) {
        return new AwsError("DBInstanceNotFound", 404, "DBInstance " + id + " not found.");
    }

    static AwsError instanceState(String message, Object... arguments) {
        return AwsError.of("InvalidDBInstanceState", message, arguments);
    }

    static AwsError noSnapshot(String id) {
        return new AwsError("DBSnapshotNotFound", 404, "DBSnapshot " + id + " not found.");
    }

    static AwsError snapshotState(String message, Object... arguments) {
        return AwsError.of("InvalidDBSnapshotState", message, arguments);
    }

    static AwsError noCluster(String id) {
        return new AwsError("DBClusterNotFoundFault", 404, "DBCluster " + id + " not found.");
    }

    /** A required parameter that is missing. */
    static AwsError missing(String parameter) {
        return AwsError.of("MissingParameter", "The request must contain the parameter %s.", parameter);
    }
}
