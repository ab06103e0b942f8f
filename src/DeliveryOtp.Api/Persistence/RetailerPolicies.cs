using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Sealing;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// The policies that retailers set for their new deliveries. Each change is a row of its own that stays. What was read stays
/// known for <see cref="CacheTtl"/>: every delivery that is created asks.
/// </summary>
public sealed class RetailerPolicies(NpgsqlDataSource database, RowSeals seals, TimeProvider time) : IDisposable
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
        var change = new PolicyChange(retailer.Value, RecordId.Next(now), now, EnumName<ActorRole>.Of(actor.Role), actor.Id, StoredPolicy.Write(policy));
        var seal = seals.Of(change.Spell(new RowContent()));
        await using var command = database.CreateCommand(
            """
            insert into deliveryotp.policy_changes (retailer_id, id, recorded_at, actor_role, actor_id, policy, seal, seal_key_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.Retailer });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.ActorRole });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.ActorId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = change.Policy, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Json });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = seal.Tag });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = seal.KeyId });
        await command.ExecuteNonQueryAsync(cancel);
        _known.Remove(retailer);
    }

    public void Dispose() => _known.Dispose();

    /// <exception cref="BrokenSealException">The newest change is not as the service wrote it.</exception>
    private async Task<DeliveryPolicy?> ReadAsync(RetailerId retailer, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select {PolicyChange.Columns} from deliveryotp.policy_changes where retailer_id = $1 order by id desc limit 1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        await using var row = await command.ExecuteReaderAsync(cancel);
        if (!await row.ReadAsync(cancel))
            return null;
        var (change, seal) = PolicyChange.Read(row);
        return seals.Admits(change.Name, change.Spell(new RowContent()), seal)
            ? StoredPolicy.Read(change.Policy)
            : throw new BrokenSealException(change.Name);
    }
}
