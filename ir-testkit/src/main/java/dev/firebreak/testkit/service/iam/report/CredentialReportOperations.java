package dev.firebreak.testkit.service.iam.report;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.report.ReportJobs.CredentialReport;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/** The credential report: made as often as once every four hours, so that it may be that old. */
final class CredentialReportOperations {
    private static final Duration FRESH = Duration.ofHours(4);

    private CredentialReportOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "GenerateCredentialReport",
                        GenerateCredentialReportRequest::builder,
                        CredentialReportOperations::generate)
                .on("GetCredentialReport", GetCredentialReportRequest::builder, CredentialReportOperations::get);
    }

    private static GenerateCredentialReportResponse generate(Call call, GenerateCredentialReportRequest request) {
        Optional<CredentialReport> report =
                ReportJobs.of(call.account()).credentials().filter(made -> isFresh(call, made));
        if (report.isPresent()) {
            boolean done = report.get().isDone(call.now());
            return GenerateCredentialReportResponse.builder()
                    .state(done ? ReportStateType.COMPLETE : ReportStateType.INPROGRESS)
                    .build();
        }
        String content = CredentialLines.of(call.account());
        ReportJobs.of(call.account()).set(new CredentialReport(content, IamChecks.seconds(call)));
        return GenerateCredentialReportResponse.builder()
                .state(ReportStateType.STARTED)
                .description("No report exists. Starting a new report generation task")
                .build();
    }

    private static boolean isFresh(Call call, CredentialReport report) {
        return call.now().isBefore(report.created().plus(FRESH));
    }

    private static GetCredentialReportResponse get(Call call, GetCredentialReportRequest request) {
        CredentialReport report = ReportJobs.of(call.account())
                .credentials()
                .orElseThrow(() -> new AwsError("ReportNotPresent", 410, "No report exists. Generate a report first"));
        if (!report.isDone(call.now())) {
            throw new AwsError("ReportInProgress", 404, "The credential report is still being generated");
        }
        if (!isFresh(call, report)) {
            throw new AwsError("ReportExpired", 410, "The most recent credential report has expired");
        }
        return GetCredentialReportResponse.builder()
                .content(SdkBytes.fromUtf8String(report.content()))
                .reportFormat(ReportFormatType.TEXT_CSV)
                .generatedTime(report.created())
                .build();
    }
}
