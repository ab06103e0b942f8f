using System.Net;
using Microsoft.AspNetCore.Identity;

namespace DeliveryOtp.Benchmarks.Identity;

public sealed record Attempt(string Account, string Code);

/// <summary>The steps of SignInManager.TwoFactorSignInAsync, less its cookies, plus the audit row.</summary>
public sealed class Verification(UserManager<IdentityUser> users, PeerContext context)
{
    /// <summary>What a phone says about itself: about 500 bytes.</summary>
    private const string _device =
        """
        {"id":"d3b07384-d113-4ec6-a7f4-9f1d6b4f0c11","model":"Pixel 9 Pro","os":"Android 16","build":"BP2A.250805.005",
        "app":"courier 7.41.2","locale":"en-GB","zone":"Europe/London","battery":{"level":0.62,"charging":false},
        "network":{"kind":"5g","carrier":"EE","metered":true},"screen":{"width":1280,"height":2856,"density":3.0},
        "fix":{"latitude":51.50735,"longitude":-0.12776,"accuracy":8.4,"mocked":false},
        "integrity":{"device":true,"app":"recognized"}}
        """;

    /// <summary>Null: there is no such account.</summary>
    public async Task<string?> JudgeAsync(Attempt attempt, IPAddress? address)
    {
        if (await users.FindByNameAsync(attempt.Account) is not { } user)
            return null;

        var outcome = await users.IsLockedOutAsync(user)
            ? Note(user, "locked", address)
            : await CompareAsync(user, attempt.Code, address);
        await context.SaveChangesAsync();
        return outcome;
    }

    /// <summary>The audit row goes first: Identity's store then saves it with the user, in the same transaction.</summary>
    private async Task<string> CompareAsync(IdentityUser user, string code, IPAddress? address)
    {
        var right = await users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultEmailProvider, code);
        var outcome = Note(user, right ? "accepted" : "wrong_code", address);
        var counted = right ? await users.ResetAccessFailedCountAsync(user) : await users.AccessFailedAsync(user);
        if (counted.Succeeded)
            return outcome;

        // Somebody else changed the user meanwhile. As SignInManager has it, a right code is refused then, too.
        context.ChangeTracker.Clear();
        return Note(user, "wrong_code", address);
    }

    private string Note(IdentityUser user, string outcome, IPAddress? address)
    {
        context.Audit.Add(
            new AuditRow { UserId = user.Id, At = DateTimeOffset.UtcNow, Outcome = outcome, Address = address, Device = _device });
        return outcome;
    }
}
