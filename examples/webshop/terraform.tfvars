admin_addresses = ["0.0.0.0/0"]

databases = {
  orders = { instance_class = "db.r6g.large" }
  stock  = { instance_class = "db.t4g.medium" }
}
