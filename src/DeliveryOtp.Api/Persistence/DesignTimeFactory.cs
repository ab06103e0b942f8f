using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace DeliveryOtp.Api.Persistence;

/// <summary>Lets `dotnet ef migrations add` see the model without a database.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<DeliveryOtpDbContext>
{
    public DeliveryOtpDbContext CreateDbContext(string[] args) => new(Options("Host=localhost"));

    internal static DbContextOptions<DeliveryOtpDbContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<DeliveryOtpDbContext>()
            .UseNpgsql(connectionString, npgsql =>
                npgsql.MigrationsHistoryTable("migrations", DeliveryOtpDbContext.Schema))
            .UseSnakeCaseNamingConvention()
            .Options;
}
