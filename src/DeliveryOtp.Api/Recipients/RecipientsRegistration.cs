using DeliveryOtp.Api.Http.OpenApi;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Recipients;

internal static class RecipientsRegistration
{
    public static IServiceCollection AddRecipients(this IServiceCollection services) => services
        .AddSingleton<TrackingService>()
        .AddSingleton<TrackedEvents>()
        .AddCounters<TrackingMetrics>()
        .AddSingleton<StreamSlots>()
        .AddSingleton<LiveViewOpener>()
        .AddSingleton<LiveViewWriter>()
        .AddKnownNames(summaries => new KnownNames(
            Names.TrackedKind,
            "What the recipient is told about.",
            [.. KnownNames.Of<EntryKind>(summaries, TrackedEvents.IsShown), new KnownName(TrackedEvents.RefusedKind, "Visits of couriers who may not deliver this parcel, as one line (R18).")]))
        .AddKnownNames(summaries => new KnownNames(
            Names.VisitOutcome,
            "What became of an arrival or of an attempt.",
            [.. KnownNames.Of<ArrivalOutcome>(summaries).UnionBy(KnownNames.Of<AttemptOutcome>(summaries), outcome => outcome.Value, StringComparer.Ordinal)]));
}
