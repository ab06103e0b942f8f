using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace DeliveryOtp.Api.Persistence.Schema;

/// <summary>Lets `dotnet ef migrations add` see the model without a database.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<DeliveryOtpDbContext>
{
    public DeliveryOtpDbContext CreateDbContext(string[] args) => Create(NpgsqlDataSource.Create("Host=localhost"));

    public static DeliveryOtpDbContext Create(NpgsqlDataSource database) =>
        new(new DbContextOptionsBuilder<DeliveryOtpDbContext>().UseTables(database).Options);
}
