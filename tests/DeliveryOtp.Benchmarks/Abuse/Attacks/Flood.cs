using System.Text.Json.Nodes;
using DeliveryOtp.Benchmarks.Load;
using DeliveryOtp.Benchmarks.Rig;

namespace DeliveryOtp.Benchmarks.Abuse.Attacks;

/// <summary>The same request on many connections, as fast as it is answered.</summary>
/// <param name="Name">Of the attack.</param>
/// <param name="Connections">How many.</param>
/// <param name="Seconds">How long.</param>
/// <param name="RequestOf">What is asked for.</param>
internal sealed record Flood(string Name, int Connections, int Seconds, Func<Attacker, FloodRequest> RequestOf) : IAttack
{
    public async Task<AttackTraffic> RunAsync(Attacker attacker, CancellationToken cancel)
    {
        var request = RequestOf(attacker);
        List<(string, object)> options =
        [
            ("method", request.Method.Method), ("path", request.Path), ("credential", request.Credential),
        ];
        if (request.Body is { } body)
            options.Add(("body", await WriteAsync(body, cancel)));
        if (request.IsForged)
            options.Add(("forged", 1));
        var script = await Wrk.WriteScriptAsync("flood.lua", cancel);
        var output = await Wrk.RunScriptAsync(script, attacker.Setup.Service.BaseUrl, Connections, Seconds, options, cancel);
        return FloodReport.Parse(output).ToTraffic();
    }

    private static async Task<string> WriteAsync(JsonNode body, CancellationToken cancel)
    {
        var path = BenchPaths.InOutput("flood.json");
        await File.WriteAllTextAsync(path, body.ToJsonString(), cancel);
        return path;
    }
}

/// <summary>What a flood consists of.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Of what.</param>
/// <param name="Credential">Whose; where it is forged, all of a token but its signature.</param>
/// <param name="Body">Null: none.</param>
/// <param name="IsForged">Each request has a bad credential of its own.</param>
internal sealed record FloodRequest(HttpMethod Method, string Path, string Credential, JsonNode? Body = null, bool IsForged = false);
