using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain.Codes;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>A row of <c>policy_changes</c>.</summary>
internal sealed record PolicyChange(Guid Retailer, Guid Id, DateTimeOffset At, string ActorRole, string ActorId, string Policy)
{
    public const string Columns = "retailer_id, id, recorded_at, actor_role, actor_id, policy, seal, seal_key_id";

    /// <summary>For the alarm.</summary>
    public string Name => $"the policy of retailer {Retailer}, change {Id}";

    /// <summary>Reads what <see cref="Columns"/> selects.</summary>
    public static (PolicyChange Change, RowSeal? Seal) Read(NpgsqlDataReader row) => (
        new PolicyChange(
            row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3), row.GetString(4), row.GetString(5)),
        SealedRow.ReadSeal(row, 6));

    /// <summary>For the row's seal.</summary>
    public RowContent Spell(RowContent content)
    {
        content.Begin("deliveryotp.policy_changes").Add("retailer_id", Retailer);
        content.Add("id", Id);
        content.Add("recorded_at", At);
        content.Add("actor_role", ActorRole);
        content.Add("actor_id", ActorId);
        content.Add("policy", Policy);
        return content;
    }
}
