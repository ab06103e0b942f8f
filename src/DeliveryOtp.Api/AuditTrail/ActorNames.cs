using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.AuditTrail;

/// <summary>
/// What people call those who act: the names that a retailer gave its API keys. Couriers and recipients have none here, and the
/// people of a sign-in provider are known by their subject alone.
/// </summary>
public sealed class ActorNames(DeliveryOtpDbContext database)
{
    /// <summary>The names of those actors that have one, in one query; of this retailer's keys only.</summary>
    public async Task<IReadOnlyDictionary<Actor, string>> FindAsync(RetailerId retailer, IEnumerable<Actor> actors, CancellationToken cancel)
    {
        var keys = actors.Distinct().Select(actor => (Actor: actor, Key: KeyOf(actor))).Where(known => known.Key is not null)
            .ToLookup(known => known.Key!.Value, known => known.Actor);
        if (keys.Count == 0)
            return new Dictionary<Actor, string>();

        Guid[] ids = [.. keys.Select(known => known.Key)];
        var named = await database.ApiKeys
            .Where(row => row.RetailerId == retailer.Value && ids.Contains(row.Id))
            .Select(row => new { row.Id, row.Name })
            .ToListAsync(cancel);
        return named.SelectMany(key => keys[key.Id].Select(actor => (actor, key.Name))).ToDictionary(known => known.actor, known => known.Name);
    }

    private static Guid? KeyOf(Actor actor) =>
        actor.Role is ActorRole.Retailer or ActorRole.Support && Guid.TryParse(actor.Id, out var key) ? key : null;
}
