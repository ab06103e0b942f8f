using System.Text.Json.Nodes;
using DeliveryOtp.Api.Http.Budgets;
using DeliveryOtp.Benchmarks.Load;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>Every attack, in the order in which they are measured.</summary>
internal static class AllAttacks
{
    public const string Keys = "keys";
    public const string Tokens = "tokens";

    public static readonly string[] Names =
    [
        "courier", "support", "support-reading", "recipient", "stops", "outsider", "exports", "slowloris", "idle", Keys, Tokens,
    ];

    private const int SecretLength = 64;

    /// <summary>The attacks of these names.</summary>
    public static IEnumerable<IAttack> Choose(IReadOnlyCollection<string> names, AbuseOptions options) => Names
        .Where(names.Contains)
        .Select(name => Create(name, options));

    private static IAttack Create(string name, AbuseOptions options) => name switch
    {
        "exports" => new UnreadExports(name, options.Seconds),
        "slowloris" => new SlowRequests(name, options.Seconds),
        "idle" => new IdleConnections(name, options.Seconds),
        Keys => new Flood(name, options.Connections, SecondsForKeys(options), RequestOf(name)),
        Tokens => new Flood(name, options.Connections, SecondsForTokens(options), RequestOf(name)),
        _ => new Flood(name, options.Connections, options.Seconds, RequestOf(name)),
    };

    private static Func<Attacker, FloodRequest> RequestOf(string name) => name switch
    {
        "courier" => by => Post($"/v1/deliveries/{by.DeliveryId}/attempts", by.CourierToken, RequestBody.Attempt("12ab")),
        "support" => by => Post(
            $"/v1/deliveries/{by.DeliveryId}/unlocks", by.Keys.SupportKey, new JsonObject { ["reason"] = "please unlock this one" }),
        "support-reading" => by => Get($"/v1/deliveries/{by.DeliveryId}", by.Keys.SupportKey),
        "recipient" => by => Get("/v1/tracking", by.Link),
        "stops" => by => Post("/v1/tracking/hides", by.Link, new JsonObject { ["showing"] = 1 }),
        "outsider" => by => Get("/v1/deliveries", "dotp_" + new string('A', SecretLength)),

        // An order that has its delivery: each key is asked about in the database, and then the order is refused.
        Keys => by => Post("/v1/deliveries", by.Keys.RetailerKey, by.Order),
        Tokens => by => Get("/v1/deliveries", by.CourierToken[..(by.CourierToken.LastIndexOf('.') + 1)]) with { IsForged = true },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such flood."),
    };

    /// <summary>As long as one API key's budget makes so many take.</summary>
    private static int SecondsForKeys(AbuseOptions options)
    {
        var budget = new BudgetOptions().RetailerKey;
        return Math.Max(options.Seconds, Quotient(options.Keys - budget.Burst, budget.PerSecond));
    }

    /// <summary>Each refusal takes two seconds, more or less.</summary>
    private static int SecondsForTokens(AbuseOptions options) => Math.Max(options.Seconds, Quotient(2 * options.Tokens, options.Connections));

    private static int Quotient(int count, int perSecond) => (int)Math.Ceiling((double)count / perSecond);

    private static FloodRequest Get(string path, string credential) => new(HttpMethod.Get, path, credential);

    private static FloodRequest Post(string path, string credential, JsonNode body) => new(HttpMethod.Post, path, credential, body);
}
