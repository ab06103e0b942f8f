using DeliveryOtp.Benchmarks.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

// The peer: ASP.NET Core Identity's two-factor code by e-mail, three tries, an audit row for each verification.
// --port N, --accounts N; ConnectionStrings__Peer names a database that does not exist yet, or an empty one.
var builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration.GetValue("port", 0)}");
builder.Services.AddDbContextPool<PeerContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Peer")));
builder.Services.AddScoped<Verification>();
builder.Services
    .AddIdentityCore<IdentityUser>(options => options.Lockout.MaxFailedAccessAttempts = 3)
    .AddEntityFrameworkStores<PeerContext>()
    .AddTokenProvider<EmailTokenProvider<IdentityUser>>(TokenOptions.DefaultEmailProvider);

await using var app = builder.Build();
app.MapPost("/verify", async (Attempt attempt, Verification verification, HttpContext http) =>
    await verification.JudgeAsync(attempt, http.Connection.RemoteIpAddress) is { } outcome
        ? Results.Ok(new { outcome })
        : Results.NotFound());

// Only the race needs it: it has to know the right code.
app.MapGet("/code", async (string account, UserManager<IdentityUser> users) =>
    await users.FindByNameAsync(account) is { } user
        ? Results.Text(await users.GenerateTwoFactorTokenAsync(user, TokenOptions.DefaultEmailProvider))
        : Results.NotFound());

await using (var scope = app.Services.CreateAsyncScope())
{
    var context = scope.ServiceProvider.GetRequiredService<PeerContext>();
    await context.CreateAsync(app.Configuration.GetValue("accounts", 1000));
}

await app.StartAsync();
Console.WriteLine($"ready {app.Urls.First()}");
await app.WaitForShutdownAsync();
