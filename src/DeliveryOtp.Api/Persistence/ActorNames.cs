using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Npgsql;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// What people call those who act: the names that a retailer gave its API keys, and those that a sign-in provider gave its people. Couriers and
/// recipients have none here.
/// </summary>
public sealed class ActorNames(NpgsqlDataSource database, TimeProvider time)
{
    private const string FindSql =
        """
        select a.retailer_id, a.id, coalesce(k.name, p.name)
        from unnest($1::uuid[], $2::text[], $3::uuid[]) as a (retailer_id, id, key)
        left join deliveryotp.api_keys k on k.id = a.key and k.retailer_id = a.retailer_id
        left join deliveryotp.people p on p.retailer_id = a.retailer_id and p.actor_id = a.id
        where coalesce(k.name, p.name) is not null
        """;

    private const string RememberSql =
        """
        insert into deliveryotp.people (retailer_id, actor_id, name, seen_at) values ($1, $2, $3, $4)
        on conflict (retailer_id, actor_id) do update set name = excluded.name, seen_at = excluded.seen_at
        """;

    /// <summary>The names of those that have one, in one query: each of its own retailer.</summary>
    public async Task<IReadOnlyDictionary<(RetailerId Retailer, Actor Actor), string>> FindAsync(
        IEnumerable<(RetailerId Retailer, Actor Actor)> actors, CancellationToken cancel)
    {
        (RetailerId Retailer, Actor Actor)[] wanted = [.. actors.Distinct().Where(known => known.Actor.Role is ActorRole.Retailer or ActorRole.Support)];
        Dictionary<(RetailerId, Actor), string> names = [];
        if (wanted.Length == 0)
            return names;

        var roles = wanted.ToLookup(known => (known.Retailer, known.Actor.Id), known => known.Actor);
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(SqlArray.Of(wanted, known => known.Retailer.Value));
        command.Parameters.Add(SqlArray.Of(wanted, known => known.Actor.Id));
        command.Parameters.Add(SqlArray.Of(wanted, known => Guid.TryParse(known.Actor.Id, out var key) ? key : (Guid?)null));
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            var retailer = new RetailerId(row.GetGuid(0));
            foreach (var actor in roles[(retailer, row.GetString(1))])
                names[(retailer, actor)] = row.GetString(2);
        }

        return names;
    }

    /// <summary>Notes what the provider calls somebody who signs in; the last name counts.</summary>
    /// <param name="retailer">For whom they work.</param>
    /// <param name="actorId">As the journal knows them.</param>
    /// <param name="name">As people know them.</param>
    /// <param name="cancel">The client has gone.</param>
    public async Task RememberAsync(RetailerId retailer, string actorId, string name, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(RememberSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = retailer.Value });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = actorId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.Now() });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
