using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// The policies that retailers set for their new deliveries. Each change is a row of its own that stays. What was read stays
/// known for <see cref="CacheTtl"/>: every delivery that is created asks.
/// </summary>
public sealed class RetailerPolicies(NpgsqlDataSource database, TimeProvider time) : IDisposable
{
    /// <summary>How long another replica may go on with the policy before the last change.</summary>
    public static readonly TimeSpan CacheTtl = TimeSpan.FromSeconds(2);

    private const int CacheCapacity = 10_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = CacheCapacity });

    public async ValueTask<DeliveryPolicy> FindAsync(RetailerId retailer, CancellationToken cancel)
    {
        if (_known.TryGetValue(retailer, out DeliveryPolicy? policy))
            return policy!;
        policy = await ReadAsync(retailer, cancel) ?? DeliveryPolicy.Default;
        _known.Set(retailer, policy, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = CacheTtl });
        return policy;
    }

    public async Task SetAsync(Actor actor, RetailerId retailer, DeliveryPolicy policy, CancellationToken cancel)
    {
        if (await ReadAsync(retailer, cancel) == policy)
            return;

        var now = time.Now();
        await using var command = database.CreateCommand(
            """
            insert into deliveryotp.policy_changes (retailer_id, id, recorded_at, actor_role, actor_id, policy)
            values ($1, $2, $3, $4, $5, $6)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = RecordId.Next(now) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EnumName<ActorRole>.Of(actor.Role) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actor.Id });
        command.Parameters.Add(new NpgsqlParameter<string>
        {
            TypedValue = StoredPolicy.Write(policy),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync(cancel);
        _known.Remove(retailer);
    }

    public void Dispose() => _known.Dispose();

    private async Task<DeliveryPolicy?> ReadAsync(RetailerId retailer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select policy from deliveryotp.policy_changes where retailer_id = $1 order by id desc limit 1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        return await command.ExecuteScalarAsync(cancel) is string json ? StoredPolicy.Read(json) : null;
    }
}
