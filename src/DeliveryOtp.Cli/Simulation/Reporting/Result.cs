using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Cli.Simulation.Reporting;

/// <summary>A run and what it counted.</summary>
internal sealed record Result(SimulatedRun Run, Tally Tally)
{
    public IReadOnlyList<Claim> Claims => Claim.AllOf(Tally);

    public string Title => TitleOf(Run.Policy);

    /// <summary>For the names of files.</summary>
    public string FileName => FileNameOf(Run.Policy);

    public static string TitleOf(DeliveryPolicy policy) => IsPresenceTold(policy)
        ? $"{NameOf(policy)}, recipient_presence required"
        : NameOf(policy);

    public static string FileNameOf(DeliveryPolicy policy) => IsPresenceTold(policy)
        ? $"{NameOf(policy)}-presence_required"
        : NameOf(policy);

    /// <summary>Under `on_arrival` it is required in any case.</summary>
    private static bool IsPresenceTold(DeliveryPolicy policy) =>
        policy is { CodeRelease: CodeRelease.OnIssue, RecipientPresence: RecipientPresence.Required };

    private static string NameOf(DeliveryPolicy policy) => EnumName<CodeRelease>.Of(policy.CodeRelease);
}
