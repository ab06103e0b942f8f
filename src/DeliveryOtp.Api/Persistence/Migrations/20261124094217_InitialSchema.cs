using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DeliveryOtp.Api.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class InitialSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "deliveryotp");

            migrationBuilder.CreateTable(
                name: "access_log",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    query_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    resource = table.Column<string>(type: "text", nullable: false),
                    filters = table.Column<string>(type: "jsonb", nullable: false),
                    rows_returned = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_log", x => new { x.retailer_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order_id = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    latitude = table.Column<double>(type: "double precision", nullable: false),
                    longitude = table.Column<double>(type: "double precision", nullable: false),
                    country = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    courier_id = table.Column<string>(type: "text", nullable: true),
                    parcel_barcode = table.Column<string>(type: "text", nullable: true),
                    seller_name = table.Column<string>(type: "text", nullable: true),
                    seller_country = table.Column<string>(type: "text", nullable: true),
                    seller_marketplace = table.Column<string>(type: "text", nullable: true),
                    recipient_language = table.Column<string>(type: "text", nullable: true),
                    recipient_email = table.Column<string>(type: "text", nullable: true),
                    recipient_phone = table.Column<string>(type: "text", nullable: true),
                    policy = table.Column<string>(type: "jsonb", nullable: false),
                    generation = table.Column<int>(type: "integer", nullable: false),
                    generations_since_unlock = table.Column<int>(type: "integer", nullable: false),
                    failed_tries = table.Column<int>(type: "integer", nullable: false),
                    unlocks = table.Column<int>(type: "integer", nullable: false),
                    code_key_id = table.Column<string>(type: "text", nullable: true),
                    code_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    code_encrypted = table.Column<byte[]>(type: "bytea", nullable: true),
                    signals = table.Column<string>(type: "jsonb", nullable: false),
                    review = table.Column<bool>(type: "boolean", nullable: false),
                    last_sequence = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    request_digest = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_deliveries_code", "(status = 'pending') = (code_digest is not null)");
                    table.CheckConstraint("ck_deliveries_lock", "(status = 'locked') <= (failed_tries = 3)");
                    table.CheckConstraint("ck_deliveries_status", "status in ('pending', 'locked', 'held', 'delivered', 'cancelled', 'expired')");
                    table.CheckConstraint("ck_deliveries_tries", "failed_tries between 0 and 3");
                });

            migrationBuilder.CreateTable(
                name: "journal",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_role = table.Column<string>(type: "text", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false),
                    courier_id = table.Column<string>(type: "text", nullable: true),
                    device_id = table.Column<string>(type: "text", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    latitude = table.Column<double>(type: "double precision", nullable: true),
                    longitude = table.Column<double>(type: "double precision", nullable: true),
                    signals = table.Column<string[]>(type: "text[]", nullable: true),
                    presented_digest = table.Column<byte[]>(type: "bytea", nullable: true),
                    detail = table.Column<string>(type: "jsonb", nullable: false),
                    idempotency_key = table.Column<string>(type: "text", nullable: true),
                    request_digest = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.retailer_id, x.delivery_id, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "retailers",
                schema: "deliveryotp",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retailers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                schema: "deliveryotp",
                columns: table => new
                {
                    retailer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.retailer_id, x.id });
                    table.CheckConstraint("ck_api_keys_role", "role in ('retailer', 'support')");
                    table.ForeignKey(
                        name: "fk_api_keys_retailers",
                        column: x => x.retailer_id,
                        principalSchema: "deliveryotp",
                        principalTable: "retailers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ux_api_keys_id",
                schema: "deliveryotp",
                table: "api_keys",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_courier",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "courier_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_review",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "id" },
                filter: "review");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_idempotency_key",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");

            migrationBuilder.CreateIndex(
                name: "ux_deliveries_live_order",
                schema: "deliveryotp",
                table: "deliveries",
                columns: new[] { "retailer_id", "order_id" },
                unique: true,
                filter: "status in ('pending', 'locked', 'held')");

            migrationBuilder.CreateIndex(
                name: "ix_journal_attempts",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_courier",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "courier_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_device",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "device_id", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_outcome",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "outcome", "id" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_place",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "latitude", "longitude" },
                filter: "kind = 'attempted'");

            migrationBuilder.CreateIndex(
                name: "ix_journal_signals",
                schema: "deliveryotp",
                table: "journal",
                column: "signals",
                filter: "signals is not null")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ux_journal_idempotency_key",
                schema: "deliveryotp",
                table: "journal",
                columns: new[] { "retailer_id", "delivery_id", "idempotency_key" },
                unique: true,
                filter: "idempotency_key is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_log",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "api_keys",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "deliveries",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "journal",
                schema: "deliveryotp");

            migrationBuilder.DropTable(
                name: "retailers",
                schema: "deliveryotp");
        }
    }
}
